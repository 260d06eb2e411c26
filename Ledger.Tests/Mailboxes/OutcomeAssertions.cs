using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;

namespace Ledger.Tests.Mailboxes;

internal static class OutcomeAssertions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The one fact that an order led to, or leads to again.</summary>
    public static async Task<Fact<AccountEvent>> FactAsync(this Task<Outcome<AccountEvent>> outcome, bool replayed = false)
    {
        var committed = (await outcome.WaitAsync(Patience)).Should().BeOfType<Outcome<AccountEvent>.Committed>().Subject;
        committed.Replayed.Should().Be(replayed);
        return committed.Events.Should().ContainSingle().Subject;
    }

    /// <summary>Checks what kind of outcome it is.</summary>
    public static async Task<TOutcome> IsAsync<TOutcome>(this Task<Outcome<AccountEvent>> outcome)
        where TOutcome : Outcome<AccountEvent> =>
        (await outcome.WaitAsync(Patience)).Should().BeOfType<TOutcome>().Subject;

    public static async Task<TException> FailsAsync<TException>(this Task<Outcome<AccountEvent>> outcome)
        where TException : Exception =>
        (await outcome.Awaiting(o => o.WaitAsync(Patience)).Should().ThrowExactlyAsync<TException>()).Which;
}
