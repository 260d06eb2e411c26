using System.Text;
using System.Text.Json;
using Ledger.EventStore.Archive;
using Ledger.EventStore.Embedded;
using Ledger.EventStore.EventStoreDb;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.EventStore.Port;
using Ledger.Tests.Support;
using Ledger.Tests.Support.EventStoreDb;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.EventStore.Archive;

/// <summary>What comes out of an import is what went into the export, byte by byte, on every store.</summary>
public sealed class ArchiveRoundTripTests
{
    /// <summary>Data that is JSON and data that is not, each with whether a line can carry it as it is.</summary>
    public static TheoryData<string, bool> Payloads => new()
    {
        { "{}", true },
        { "{\"a\":1,\"a\":2}", true },
        { "[1.50,1e400,-0,\"\\u0000\\ud83c\"]", true },
        { "{ \"a\" :\t[ ] }", true },
        { "\"Größe 🏦\"", true },
        { "12", true },
        { "null", true },
        { new string('[', 100) + new string(']', 100), true },
        { new string('[', 200) + new string(']', 200), false },
        { string.Empty, false },
        { " {}", false },
        { "{}\n", false },
        { "{\n}", false },
        { "{\r}", false },
        { "{} {}", false },
        { "{\"a\":}", false },
        { "{\"a\":1,}", false },
        { "plain text", false },
        { "\0", false },
        { "\uFEFF{}", false },
    };

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task Any_bytes_come_back_as_they_were(string data, bool isReadable)
    {
        var source = new InMemoryEventStore();
        var chained = new Chained(source);
        await chained.CreateAsync();
        await chained.AppendAsync("account-a", data, "{\"actor\":\"Größe \\\"x\\\"\"");
        await chained.AppendAsync("account-a", data, data.Length < 50 ? "{" + data : "{\"x\":1");

        var export = await Chained.ExportAsync(source);

        using var line = JsonDocument.Parse(ArchiveBytes.Lines(export)[2], new() { MaxDepth = 300 });
        line.RootElement.TryGetProperty("data", out _).Should().Be(isReadable);
        line.RootElement.TryGetProperty("dataBase64", out _).Should().Be(!isReadable);
        await ShouldComeBackAsync(source, new InMemoryEventStore(), export);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_come_back_as_they_were()
    {
        var source = new InMemoryEventStore();
        var chained = new Chained(source);
        await chained.CreateAsync();
        await chained.AppendAsync("account-a", [0x22, 0xFF, 0xFE, 0x22], [0x80, 0x00, 0x0A]);

        await ShouldComeBackAsync(source, new InMemoryEventStore(), await Chained.ExportAsync(source));
    }

    [Fact]
    public async Task An_event_of_the_largest_append_comes_back_as_it_was()
    {
        var source = new InMemoryEventStore();
        var chained = new Chained(source);
        await chained.CreateAsync();
        await chained.AppendAsync("account-a", new string('x', IEventStore.MaxAppendSize - 500));

        await ShouldComeBackAsync(source, new InMemoryEventStore(), await Chained.ExportAsync(source));
    }

    [Fact]
    public async Task From_one_store_to_the_next_and_back_nothing_but_positions_changes()
    {
        var source = await Chained.LedgerAsync(3000, accounts: 40);
        await using var cluster = await ProtocolCluster.StartAsync();
        using var directory = new TempDirectory();
        using var embedded = EmbeddedEventStore.Open(directory.Path, NullLogger.Instance);
        await using var eventStoreDb = new EventStoreDbStore(
            ConnectionString.Parse(cluster.ConnectionString), TimeProvider.System, NullLogger<EventStoreDbStore>.Instance);
        var export = await Chained.ExportAsync(source);

        await ShouldComeBackAsync(source, embedded, export);
        await ShouldComeBackAsync(source, eventStoreDb, await Chained.ExportAsync(embedded));
        await ShouldComeBackAsync(source, new InMemoryEventStore(), await Chained.ExportAsync(eventStoreDb));
        Timeless(await Chained.ExportAsync(eventStoreDb)).Should().Equal(Timeless(export));
    }

    [Fact]
    public async Task What_is_written_while_an_export_runs_belongs_to_the_next()
    {
        var source = await Chained.LedgerAsync(10);
        var tail = await source.ReadTailAsync(TestContext.Current.CancellationToken);
        await source.AppendAt(new("account-late"), 0, Some.Event());
        var output = new MemoryStream();

        var result = await LedgerExport.WriteAsync(
            source, Chained.LedgerId, new(null, null, tail), output, written: null, TestContext.Current.CancellationToken);

        result.Events.Should().Be(11);
        Encoding.UTF8.GetString(output.ToArray()).Should().NotContain("account-late");
    }

    [Fact]
    public async Task An_export_that_breaks_off_has_no_last_line()
    {
        var source = await Chained.LedgerAsync(2000);
        var (output, written) = (new MemoryStream(), 0);
        using var stop = new CancellationTokenSource();

        var export = async () => await LedgerExport.WriteAsync(source, Chained.LedgerId, new(null, null, new(long.MaxValue, long.MaxValue)), output, (_, _) =>
        {
            written++;
            stop.Cancel();
        }, stop.Token);

        await export.Should().ThrowAsync<OperationCanceledException>();
        written.Should().Be(1);
        output.Length.Should().BePositive();
        var copy = () => ArchiveCopy.RunAsync(new MemoryStream(output.ToArray()), Stream.Null, null, CancellationToken.None);
        await copy.Should().ThrowAsync<InvalidDataException>().WithMessage("*cut off*");
    }

    private static async Task ShouldComeBackAsync(IEventStore source, IEventStore target, byte[] export)
    {
        using var directory = new TempDirectory();
        var path = ArchiveBytes.Write(directory, export);
        var report = await ArchiveFile.CheckAsync(path, null, CancellationToken.None);
        report.IsSound.Should().BeTrue(string.Join('\n', report.Findings));

        var result = await LedgerImport.RunAsync(target, path, progress: null, CancellationToken.None);

        result.Should().BeEquivalentTo(new { Chained.LedgerId, Appended = report.Events, AlreadyThere = 0L, IsInOrder = true });
        (await Chained.ContentAsync(target)).Should().Equal(await Chained.ContentAsync(source));
    }

    /// <summary>The lines without positions, and without the last, which speaks of them.</summary>
    private static IEnumerable<string> Timeless(byte[] export) =>
        ArchiveBytes.Lines(export)[1..^1].Select(line => line.Remove(line.IndexOf("\"position\"", StringComparison.Ordinal), line.IndexOf("\"id\"", StringComparison.Ordinal) - line.IndexOf("\"position\"", StringComparison.Ordinal)));
}
