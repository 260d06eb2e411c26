namespace Ledger.Projections.Audit;

/// <summary>Something that is not as it must be.</summary>
/// <param name="Kind">One of <see cref="FindingKinds"/>.</param>
/// <param name="Stream">Whose history or rows it is in; <see langword="null"/> where it concerns more than one.</param>
/// <param name="Revision">The event, or the event that the row is of; <see langword="null"/> where there is none to name.</param>
/// <param name="Detail">What differs, in a sentence. It never holds what a person wrote.</param>
public sealed record Finding(string Kind, string? Stream, long? Revision, string Detail);

/// <summary>The kinds of findings, as they are answered.</summary>
public static class FindingKinds
{
    /// <summary>Id, type, data, metadata or chain value of the event are not those that were written.</summary>
    public const string EventChanged = "event-changed";

    /// <summary>An event stands between two that follow on each other.</summary>
    public const string EventInserted = "event-inserted";

    /// <summary>Events between two others are gone.</summary>
    public const string EventMissing = "event-missing";

    /// <summary>Events stand in another order than they were written in.</summary>
    public const string EventsReordered = "events-reordered";

    /// <summary>The newest events of a stream are gone: the read models have seen them.</summary>
    public const string TailMissing = "tail-missing";

    /// <summary>A whole stream is gone: the read models have seen it.</summary>
    public const string StreamMissing = "stream-missing";

    /// <summary>The log ends before the position of a read model.</summary>
    public const string LogCut = "log-cut";

    /// <summary>The store itself says that a stream contradicts itself, and does not give its events.</summary>
    public const string StreamCorrupt = "stream-corrupt";

    /// <summary>This version of the ledger cannot read the event.</summary>
    public const string EventUnreadable = "event-unreadable";

    /// <summary>The event is of a kind that the audit has no rule for.</summary>
    public const string EventUnknown = "event-unknown";

    /// <summary>An event was recorded before the one that it follows on.</summary>
    public const string TimeRunsBackwards = "time-runs-backwards";

    /// <summary>The opening is not the first event, not the only one, or not one of this account.</summary>
    public const string OpeningWrong = "opening-wrong";

    /// <summary>An amount is not above zero or in another currency.</summary>
    public const string AmountWrong = "amount-wrong";

    /// <summary>The balance that an event states does not follow from the events before it.</summary>
    public const string BalanceWrong = "balance-wrong";

    /// <summary>More was taken than was available.</summary>
    public const string Overdrawn = "overdrawn";

    /// <summary>A refusal states another balance or available amount, or what it refused could have been carried out.</summary>
    public const string DeclineWrong = "decline-wrong";

    /// <summary>A closing of the books carries forward what does not follow from the events.</summary>
    public const string BooksClosedWrong = "books-closed-wrong";

    /// <summary>Something moves in an account that is closed, or leaves a frozen one; or the account changes to what it cannot be.</summary>
    public const string StandingWrong = "standing-wrong";

    /// <summary>A match names nothing, or a transaction twice, or has a score that is none.</summary>
    public const string MatchWrong = "match-wrong";

    /// <summary>A hold is not open, ends before its time, was captured for more than it held, or states another held amount.</summary>
    public const string HoldWrong = "hold-wrong";

    /// <summary>What was submitted is decided otherwise, not in its turn, or not at all before what comes later.</summary>
    public const string SubmissionWrong = "submission-wrong";

    /// <summary>A transfer is not in flight, or its two accounts say different things of it.</summary>
    public const string TransferWrong = "transfer-wrong";

    /// <summary>A transaction is taken back twice, or by another amount, or is not there.</summary>
    public const string ReversalWrong = "reversal-wrong";

    /// <summary>A transaction gets a rate that has one, or is not there.</summary>
    public const string ConversionWrong = "conversion-wrong";

    /// <summary>The event claims what is not its own, does not claim what it takes, or claims what was taken before.</summary>
    public const string ClaimWrong = "claim-wrong";

    /// <summary>What came into the ledger and went out of it is not what is in its accounts and in flight between them.</summary>
    public const string TrialBalanceWrong = "trial-balance-wrong";

    /// <summary>Data and metadata of an event name different transactions, or a repeatable one is there twice.</summary>
    public const string TransactionIdWrong = "transaction-id-wrong";

    /// <summary>A user is registered twice, or changed without being registered, or the registration is of another.</summary>
    public const string UserWrong = "user-wrong";

    public const string UserRowDiffers = "user-row-differs";
    public const string UserRowMissing = "user-row-missing";
    public const string UserRowUnexpected = "user-row-unexpected";
    public const string AccountRowDiffers = "account-row-differs";
    public const string AccountRowMissing = "account-row-missing";
    public const string AccountRowUnexpected = "account-row-unexpected";
    public const string TransactionRowDiffers = "transaction-row-differs";
    public const string TransactionRowMissing = "transaction-row-missing";
    public const string TransactionRowUnexpected = "transaction-row-unexpected";
    public const string TransactionIdRowDiffers = "transaction-id-row-differs";
    public const string TransactionIdRowMissing = "transaction-id-row-missing";
    public const string TransactionIdRowUnexpected = "transaction-id-row-unexpected";
    public const string HoldRowDiffers = "hold-row-differs";
    public const string HoldRowMissing = "hold-row-missing";
    public const string HoldRowUnexpected = "hold-row-unexpected";
    public const string TransferRowDiffers = "transfer-row-differs";
    public const string TransferRowMissing = "transfer-row-missing";
    public const string TransferRowUnexpected = "transfer-row-unexpected";
    public const string MatchRowDiffers = "match-row-differs";
    public const string MatchRowMissing = "match-row-missing";
    public const string MatchRowUnexpected = "match-row-unexpected";
    public const string ClosingRowDiffers = "closing-row-differs";
    public const string ClosingRowMissing = "closing-row-missing";
    public const string ClosingRowUnexpected = "closing-row-unexpected";
    public const string SearchRowDiffers = "search-row-differs";
    public const string SearchRowMissing = "search-row-missing";
    public const string SearchRowUnexpected = "search-row-unexpected";
    public const string CoverageRowDiffers = "coverage-row-differs";
    public const string CoverageRowMissing = "coverage-row-missing";
    public const string CoverageRowUnexpected = "coverage-row-unexpected";

    /// <summary>What moved on a day by effective date is not what the row of that day says.</summary>
    public const string DayNetDiffers = "day-net-differs";

    /// <summary>What moved in a quarter of an hour by effective time is not what the row of that quarter says.</summary>
    public const string SlotRowDiffers = "slot-row-differs";
    public const string SlotRowMissing = "slot-row-missing";
    public const string SlotRowUnexpected = "slot-row-unexpected";

    /// <summary>Rows of a stream differ, and it was not looked into which, since so many others do.</summary>
    public const string RowsDiffer = "rows-differ";

    /// <summary>The rows of a currency add up to another sum than the events.</summary>
    public const string TotalDiffers = "total-differs";

    /// <summary>A projection does not reach the end of the log, so what lies beyond was not compared with its rows.</summary>
    public const string ProjectionBehind = "projection-behind";
}
