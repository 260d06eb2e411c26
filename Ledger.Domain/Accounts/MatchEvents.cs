using Ledger.Domain.Kernel;

namespace Ledger.Domain.Accounts;

/// <summary>A fact about what a transaction belongs to. It moves nothing.</summary>
public abstract record MatchEvent : AccountEvent
{
    public abstract Guid MatchId { get; init; }

    /// <summary>The transaction, of the same account.</summary>
    public abstract Guid OfTransaction { get; init; }
}

/// <summary>A transaction was found to belong to a user, or to other transactions.</summary>
/// <param name="Accepted">True where a proposed match of the same id was accepted; <see langword="null"/> where none was proposed.</param>
public sealed record TransactionMatched(Guid MatchId, Guid OfTransaction, MatchTarget Target, MatchGrounds Grounds, bool? Accepted = null) : MatchEvent;

/// <summary>The same, and it counts only when somebody accepts it: then a <see cref="TransactionMatched"/> of the same id follows.</summary>
public sealed record MatchProposed(Guid MatchId, Guid OfTransaction, MatchTarget Target, MatchGrounds Grounds) : MatchEvent;

/// <summary>A match, or a proposed one, was taken back.</summary>
public sealed record TransactionUnmatched(Guid MatchId, Guid OfTransaction, Personal<MatchUndoing> Personal) : MatchEvent;

/// <summary>What a transaction belongs to: a user, or other transactions, of this account or of others.</summary>
/// <param name="UserId"><see langword="null"/> where it is transactions.</param>
/// <param name="Others">Empty where it is a user.</param>
/// <param name="Tolerance">By how much the amounts may differ, as it was asked for: a decimal, or a percentage as in "1.5%".</param>
public sealed record MatchTarget(string? UserId, OpenItems<MatchedTransaction> Others, string? Tolerance = null);

public sealed record MatchedTransaction(string AccountId, Guid TransactionId);

/// <summary>Why it is thought to belong there.</summary>
/// <param name="Method">How it was found: <c>manual</c>, or the method of a rule.</param>
/// <param name="Rule">The version of the rule; <see langword="null"/> where somebody said it.</param>
/// <param name="Score">From 0 to 1 with up to four decimals, as text; <see langword="null"/> where there is none.</param>
/// <param name="Evidence">Which words matched which, as JSON: it quotes what people wrote.</param>
public sealed record MatchGrounds(string Method, string? Rule, string? Score, Personal<MatchEvidenceText> Evidence);

/// <param name="Words"><see langword="null"/> where there are none.</param>
public sealed record MatchEvidenceText(string? Words = null);

/// <param name="Reason"><see langword="null"/> where none was given.</param>
public sealed record MatchUndoing(string? Reason = null);
