using Ledger.EventStore.Embedded;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.Embedded;

/// <summary>What a process leaves that ends without a word: the files as they are at that moment, the WAL perhaps torn.</summary>
public sealed class CrashTests : IDisposable
{
    private const int EventsAnAppend = 3;

    private static readonly StreamName Stream = new("account-1");

    private readonly TempDirectory _directory = new();
    private readonly EmbeddedEventStore _store;

    public CrashTests() => _store = EmbeddedEventStore.Open(_directory.Path, NullLogger.Instance);

    public void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Whatever_was_answered_as_appended_is_there_after_a_crash()
    {
        for (var i = 0; i < 20; i++)
        {
            await _store.AppendAt(Stream, i * EventsAnAppend, Some.Events(EventsAnAppend));

            using var crashed = Crash(walLength: long.MaxValue);
            using var again = EmbeddedEventStore.Open(crashed.Path, NullLogger.Instance);
            (await again.Forwards(Stream)).Should().HaveCount((i + 1) * EventsAnAppend);
        }
    }

    [Fact]
    public async Task A_torn_WAL_holds_whole_appends_only_and_is_written_on()
    {
        for (var i = 0; i < 20; i++)
        {
            await _store.AppendAt(Stream, i * EventsAnAppend, Some.Events(EventsAnAppend));
        }

        var counts = new List<int>();
        for (var length = new FileInfo(_directory.File("ledger.db-wal")).Length; length > 0; length -= 9_001)
        {
            using var crashed = Crash(length);
            using var again = EmbeddedEventStore.Open(crashed.Path, NullLogger.Instance);
            var there = await again.Forwards(Stream);
            (there.Count % EventsAnAppend).Should().Be(0);
            (await again.All(Position.Start, "account-")).Should().HaveCount(there.Count);
            await again.AppendAt(Stream, there.Count, Some.Event());
            counts.Add(there.Count);
        }

        counts.Should().BeInDescendingOrder();
        counts[0].Should().Be(20 * EventsAnAppend);
        counts[^1].Should().BeLessThan(5 * EventsAnAppend);
    }

    private TempDirectory Crash(long walLength)
    {
        var copy = new TempDirectory();
        foreach (var name in new[] { "ledger.db", "ledger.db-wal" })
        {
            using var source = new FileStream(_directory.File(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var target = new FileStream(copy.File(name), FileMode.CreateNew);
            source.CopyTo(target);
        }

        using var wal = new FileStream(copy.File("ledger.db-wal"), FileMode.Open);
        wal.SetLength(Math.Min(wal.Length, walLength));
        return copy;
    }
}
