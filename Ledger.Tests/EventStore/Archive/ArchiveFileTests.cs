using Ledger.Tests.Support;

namespace Ledger.Tests.EventStore.Archive;

/// <summary>Files that are no export, and parts of one.</summary>
public sealed class ArchiveFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("hello\n")]
    [InlineData("[]\n")]
    [InlineData("{}\n")]
    [InlineData("{\"format\":\"ledger-export\",\"version\":2,\"ledgerId\":\"3b241101-e2bb-4255-8caf-4136c566a962\"}\n")]
    [InlineData("{\"format\":7}\n")]
    public async Task What_is_no_export_is_said_to_be_none(string text)
    {
        var report = await ArchiveBytes.CheckAsync(System.Text.Encoding.UTF8.GetBytes(text));

        report.IsSound.Should().BeFalse();
        report.Header.Should().BeNull();
    }

    [Fact]
    public async Task A_line_without_end_is_given_up_on()
    {
        var export = await Chained.ExportAsync(await Chained.LedgerAsync(8));
        var report = await ArchiveBytes.CheckAsync([.. export[..^1], .. new byte[5_000_000]]);

        report.Findings.Should().ContainSingle().Which.Detail.Should().Contain("more than 2097152 bytes");
    }

    [Fact]
    public async Task Of_a_part_it_is_said_what_could_not_be_checked()
    {
        var store = await Chained.LedgerAsync(8);
        var fourth = (await store.All(default, string.Empty))[3].Position;

        var account = await ArchiveBytes.CheckAsync(await Chained.ExportAsync(store, account: "1"));
        var rest = await ArchiveBytes.CheckAsync(await Chained.ExportAsync(store, after: fourth));

        account.IsSound.Should().BeTrue();
        account.NotChecked.Should().ContainSingle().Which.Should().Contain("Only account 1");
        rest.IsSound.Should().BeTrue(string.Join('\n', rest.Findings));
        rest.Events.Should().Be(5);
        rest.NotChecked.Should().ContainSingle().Which.Should().Contain("streams");
    }
}
