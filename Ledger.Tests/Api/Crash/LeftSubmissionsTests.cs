using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Port;
using Ledger.EventStore.Serialization;
using Ledger.Tests.Mailboxes;
using Ledger.Tests.Support.Service;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Tests.Api.Crash;

/// <summary>What another process has taken in and not decided is decided by the one that goes on, while it runs.</summary>
[Collection(ProcessGroup.Name)]
public sealed class LeftSubmissionsTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ProductionStores _stores = new();
    private LedgerProcess _running = null!;

    public async ValueTask InitializeAsync()
    {
        await _stores.StartAsync();
        _running = await LedgerProcess.StartAsync(_stores);
    }

    public async ValueTask DisposeAsync()
    {
        _running?.Dispose();
        await _stores.DisposeAsync();
    }

    [Fact]
    public async Task They_are_taken_up_and_a_spoiled_account_keeps_no_other_waiting()
    {
        await using (var other = _stores.OpenEvents())
        {
            await SubmitAsync(other.Events, "spoiled");
            await SubmitAsync(other.Events, "good");
            await SpoilAsync(other.Events, "spoiled");
        }

        var began = TimeProvider.System.GetTimestamp();
        while (!(await TypesOfAsync("good")).Contains("funds-deposited.v1"))
        {
            TimeProvider.System.GetElapsedTime(began).Should().BeLessThan(Patience, _running.Output);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        (await TypesOfAsync("good")).Should().Equal("account-opened.v1", "transaction-submitted.v1", "funds-deposited.v1");
    }

    private async Task<IReadOnlyList<string?>> TypesOfAsync(string account) =>
        [.. (await _running.Client.ItemsAsync($"/v1/accounts/{account}/events")).Select(e => e.GetProperty("type").GetString())];

    /// <summary>As a process does that dies after it, and before it decides.</summary>
    private static async Task SubmitAsync(IEventStore events, string id)
    {
        var stream = new StreamName(Account.StreamOf(id));
        var mailboxes = new MailboxSet<AccountCommand, AccountState, AccountEvent>(new(
            events, EventSerializer.Default, Account.Decider, new ScriptedIndex(), new(), TimeProvider.System, NullLogger.Instance));
        var euro = Currency.Parse("EUR");
        foreach (AccountCommand command in new AccountCommand[]
        {
            new OpenAccount(id, euro, null, new(0, euro)),
            new SubmitTransaction(Guid.CreateVersion7(), SubmittedType.Deposit, new(5, euro), null, new()),
        })
        {
            (await mailboxes.ExecuteAsync(stream, new(command, "request", "tester"))).Should().BeOfType<Outcome<AccountEvent>.Committed>();
        }
    }

    private static async Task SpoilAsync(IEventStore events, string id)
    {
        var spoiled = new EventData(Guid.CreateVersion7(), "funds-deposited.v1", "{\"amount\":"u8.ToArray(), "{}"u8.ToArray());
        (await events.AppendAsync(new(Account.StreamOf(id)), ExpectedRevision.Before(2), [spoiled], CancellationToken.None)).Should().BeOfType<AppendResult.Appended>();
    }
}
