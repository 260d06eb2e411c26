using System.Reflection;

namespace Ledger.Tests.EventStore.EventStoreDb.Recorded;

public sealed class EveryRecordingTests
{
    [Fact]
    public void Every_recording_is_read_by_the_client()
    {
        Type[] classes =
        [
            typeof(RecordedAppendTests), typeof(RecordedBatchTests), typeof(RecordedReadTests),
            typeof(RecordedSubscriptionTests), typeof(RecordedCallTests),
        ];
        var inline = classes.SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .SelectMany(method => method.GetCustomAttributes<InlineDataAttribute>()).Select(attribute => (string)attribute.Data[0]!);

        inline
            .Concat([.. RecordedAppendTests.Names.Select(row => row.Data)])
            .Concat([.. RecordedBatchTests.Names.Select(row => row.Data)])
            .Concat([.. RecordedReadTests.Names.Select(row => row.Data)])
            .Concat([.. RecordedSubscriptionTests.Names.Select(row => row.Data)])
            .Should().OnlyHaveUniqueItems().And.BeEquivalentTo(Recording.Names);
    }
}
