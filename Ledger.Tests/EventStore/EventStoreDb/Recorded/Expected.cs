using Ledger.EventStore.Port;

namespace Ledger.Tests.EventStore.EventStoreDb.Recorded;

/// <summary>What the port says to a recorded answer.</summary>
internal abstract record Expected
{
    private Expected()
    {
    }

    public static Expected Appended(long revision, ulong position) => new Answer(new AppendResult.Appended(revision, new(position, position)));

    public static Expected Conflict(long? actual) => new Answer(new AppendResult.Conflict(actual));

    public static Expected Throws<T>(params string[] words)
        where T : Exception => new Fault(typeof(T), words);

    public abstract Task CheckAsync(Func<Task<AppendResult>> append);

    private sealed record Answer(AppendResult Result) : Expected
    {
        public override async Task CheckAsync(Func<Task<AppendResult>> append) => (await append()).Should().Be(Result);
    }

    private sealed record Fault(Type Type, string[] Words) : Expected
    {
        public override async Task CheckAsync(Func<Task<AppendResult>> append)
        {
            var thrown = (await FluentActions.Awaiting(append).Should().ThrowAsync<Exception>()).Which;
            thrown.Should().BeOfType(Type, "{0}", thrown);
            thrown.Message.Should().ContainAll(Words);
        }
    }
}
