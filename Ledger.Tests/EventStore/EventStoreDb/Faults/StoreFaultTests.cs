namespace Ledger.Tests.EventStore.EventStoreDb.Faults;

/// <summary>The store over a network and servers that fail in every way: nothing is lost, doubled or reordered, and every answer is true.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public Task What_is_acknowledged_is_in_the_log_once_and_in_order_and_nothing_else_is() =>
        FaultSeeds.RunAsync(1_000, 50, seed => StoreRounds.RunAsync(seed, rounds: 40, isOld: false));

    [Fact]
    public Task So_it_is_with_servers_that_take_one_append_a_call() =>
        FaultSeeds.RunAsync(2_000, 10, seed => StoreRounds.RunAsync(seed, rounds: 40, isOld: true));
}
