namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>Mailboxes over a network and servers that fail in every way: what callers are answered is true.</summary>
public sealed class MailboxOverFaultsTests
{
    [Fact]
    public Task Every_transaction_is_recorded_as_its_caller_was_told() =>
        FaultSeeds.RunAsync(3_000, 20, seed => MailboxRounds.RunAsync(seed, rounds: 30, isOld: false));

    [Fact]
    public Task So_it_is_with_servers_that_take_one_append_a_call() =>
        FaultSeeds.RunAsync(4_000, 5, seed => MailboxRounds.RunAsync(seed, rounds: 30, isOld: true));
}
