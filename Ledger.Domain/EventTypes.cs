using Ledger.Domain.Accounts;
using Ledger.Domain.Operations;
using Ledger.Domain.Users;

namespace Ledger.Domain;

/// <summary>
/// The one table of event records and their stored names. A record may be renamed or moved freely; a stored name never changes.
/// When a shape changes, the record takes a new name with the next version, and the old shape is listed among the
/// <see cref="Upcasts"/> with the function that makes the current record of it, so that history reads on unchanged.
/// </summary>
public static class EventTypes
{
    /// <summary>The current shapes, which are written and read.</summary>
    public static IReadOnlyList<EventType> Current { get; } =
    [
        new("account-opened.v1", typeof(AccountOpened)),
        new("funds-deposited.v1", typeof(FundsDeposited)),
        new("funds-withdrawn.v1", typeof(FundsWithdrawn)),
        new("withdrawal-declined.v1", typeof(WithdrawalDeclined)),
        new("transaction-submitted.v1", typeof(TransactionSubmitted)),
        new("submission-declined.v1", typeof(SubmissionDeclined)),
        new("reversal-credited.v1", typeof(ReversalCredited)),
        new("reversal-debited.v1", typeof(ReversalDebited)),
        new("reversal-declined.v1", typeof(ReversalDeclined)),
        new("transaction-converted.v1", typeof(TransactionConverted)),
        new("transaction-match-proposed.v1", typeof(MatchProposed)),
        new("transaction-matched.v1", typeof(TransactionMatched)),
        new("transaction-unmatched.v1", typeof(TransactionUnmatched)),
        new("hold-placed.v1", typeof(HoldPlaced)),
        new("hold-declined.v1", typeof(HoldDeclined)),
        new("hold-captured.v1", typeof(HoldCaptured)),
        new("hold-released.v1", typeof(HoldReleased)),
        new("hold-expired.v1", typeof(HoldExpired)),
        new("transfer-sent.v1", typeof(TransferSent)),
        new("transfer-declined.v1", typeof(TransferDeclined)),
        new("transfer-received.v1", typeof(TransferReceived)),
        new("transfer-refused.v1", typeof(TransferRefused)),
        new("transfer-settled.v1", typeof(TransferSettled)),
        new("transfer-returned.v1", typeof(TransferReturned)),
        new("account-frozen.v1", typeof(AccountFrozen)),
        new("account-unfrozen.v1", typeof(AccountUnfrozen)),
        new("account-closed.v1", typeof(AccountClosed)),
        new("books-closed.v1", typeof(BooksClosed)),
        new("user-registered.v1", typeof(UserRegistered)),
        new("user-renamed.v1", typeof(UserRenamed)),
        new("user-removed.v1", typeof(UserRemoved)),
        new("ledger-created.v1", typeof(LedgerCreated)),
        new("projection-event-skipped.v1", typeof(ProjectionEventSkipped)),
        new("matcher-advanced.v1", typeof(MatcherAdvanced)),
    ];

    /// <summary>The shapes of the past, which are only read.</summary>
    public static IReadOnlyList<Upcast> Upcasts { get; } = [];
}

/// <param name="StoredName">Kebab-case with a version, as in <c>funds-deposited.v1</c>.</param>
/// <param name="Record">The record that it is read into.</param>
public sealed record EventType(string StoredName, Type Record);

/// <summary>A shape of the past.</summary>
/// <param name="StoredName">The name it was stored under.</param>
/// <param name="Record">A record of the old shape.</param>
/// <param name="ToCurrent">Makes the record of the current shape.</param>
public sealed record Upcast(string StoredName, Type Record, Func<object, object> ToCurrent)
{
    public static Upcast From<TOld, TCurrent>(string storedName, Func<TOld, TCurrent> toCurrent)
        where TOld : class
        where TCurrent : class =>
        new(storedName, typeof(TOld), old => toCurrent((TOld)old));
}
