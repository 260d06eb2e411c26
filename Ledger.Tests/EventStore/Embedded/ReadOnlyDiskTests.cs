using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.Embedded;

/// <summary>A file system cannot be made read-only under an open store, so these tests are about opening one.</summary>
public sealed class ReadOnlyDiskTests
{
    private static readonly StreamName Stream = new("account-1");

    [Fact]
    public async Task A_directory_that_may_not_be_written_is_refused_and_opens_when_it_may()
    {
        using var disk = SmallDisk.MountOrSkip(4);
        using (var store = Open(disk))
        {
            await store.AppendAt(Stream, 0, Some.Events(3));
        }

        disk.Remount("ro");
        FluentActions.Invoking(() => Open(disk)).Should().Throw<Exception>();
        disk.Remount("rw");

        using var again = Open(disk);
        await again.AppendAt(Stream, 3, Some.Event());
        (await again.Forwards(Stream)).Should().HaveCount(4);
    }

    [Fact]
    public async Task A_store_on_a_full_disk_opens_and_can_be_read()
    {
        using var disk = SmallDisk.MountOrSkip(4);
        using (var store = Open(disk))
        {
            await store.AppendAt(Stream, 0, Some.Events(3));
        }

        disk.Fill();

        using var again = Open(disk);
        (await again.Forwards(Stream)).Should().HaveCount(3);
    }

    private static EmbeddedEventStore Open(SmallDisk disk) => EmbeddedEventStore.Open(disk.Path, NullLogger.Instance);
}
