using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api;

[Collection(ProcessGroup.Name)]
public sealed class StartTests : IDisposable
{
    private readonly ServiceDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_second_process_on_the_same_directory_ends_with_a_sentence_that_names_it()
    {
        using var first = await LedgerProcess.StartAsync(_directory.Path);
        (await first.Client.GetAsync("/health/ready")).ShouldBe(200);

        using var second = await LedgerProcess.StartAsync(_directory.Path);

        (await second.ExitAsync()).Should().Be(1);
        second.Output.Should().Contain(_directory.Path).And.Contain("in use").And.NotContain("   at ");
        (await first.Client.OpenAsync("still-there")).ShouldBe(201);
        (await first.TerminateAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("Ledger__Foo", "1")]
    [InlineData("Ledger__EventStore", "somewhere")]
    [InlineData("Ledger__ReadModels", "sqlite")]
    [InlineData("Ledger__ReadModels", "Host=db;Passwrd=hush")]
    [InlineData("Ledger__ReadModels", "Username=ledger;Password=hush")]
    [InlineData("Ledger__CloseBooksEvery", "1")]
    [InlineData("Ledger__MaxLagMs", "0")]
    public async Task An_unknown_or_wrong_setting_ends_the_start_with_a_sentence_that_names_it(string name, string value)
    {
        using var process = await LedgerProcess.StartAsync(_directory.Path, (name, value));

        (await process.ExitAsync()).Should().Be(1);
        process.Output.Should().Contain(name).And.NotContain("   at ").And.NotContain("hush");
    }

    [Fact]
    public async Task Read_models_that_cannot_be_reached_end_the_start_with_a_sentence_that_names_the_server_and_no_password()
    {
        using var process = await LedgerProcess.StartAsync(
            _directory.Path, ("Ledger__ReadModels", "Host=127.0.0.1;Port=1;Username=ledger;Password=hush;Database=books"));

        (await process.ExitAsync()).Should().Be(1);
        process.Output.Should().Contain("The ledger cannot start. PostgreSQL at 127.0.0.1:1/books").And.NotContain("   at ").And.NotContain("hush");
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_ends_the_start_with_a_sentence()
    {
        var file = Path.Combine(_directory.Path, "file");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        using var process = await LedgerProcess.StartAsync(Path.Combine(file, "data"));

        (await process.ExitAsync()).Should().Be(1);
        process.Output.Should().Contain("The ledger cannot start.").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_clean_stop_leaves_the_log_in_one_file()
    {
        using var process = await LedgerProcess.StartAsync(_directory.Path);
        await process.Client.OpenAsync("a");
        (await process.Client.DepositAsync("a", "1.00")).ShouldBe(201);

        (await process.TerminateAsync()).Should().Be(0);

        var wal = new FileInfo(Path.Combine(_directory.Path, "ledger.db-wal"));
        (wal.Exists ? wal.Length : 0).Should().Be(0);
    }
}
