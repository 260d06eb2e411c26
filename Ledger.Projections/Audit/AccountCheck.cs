using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Projections.Audit;

/// <summary>
/// The audit's own fold of an account: what is added up here comes from amounts alone, and every figure that an event states is held
/// against it. It shares nothing with the fold of the domain or with the projections.
/// </summary>
internal sealed class AccountCheck(string id, FindingList findings)
{
    private readonly AccountBook _book = new(id, findings);

    public string Id => id;

    /// <summary>The opening; <see langword="null"/> where it was not seen.</summary>
    public AccountOpened? Opened => _book.Opened;

    public Currency? Currency => _book.Currency;

    /// <summary>In minor units.</summary>
    public Int128 Balance => _book.Balance.Value;

    public bool IsBalanceKnown => _book.Balance.IsKnown;

    /// <summary>In minor units.</summary>
    public Int128 Held => _book.Held.Value;

    public bool IsHeldKnown => _book.Held.IsKnown;

    public Standing Standing => _book.Standing;

    public bool IsStandingKnown => _book.IsStandingKnown;

    public OpenItemsCheck Open => _book.Open;

    /// <summary>Something of the history is not there: what is stated next is taken as it is.</summary>
    public void LoseTrack() => _book.LoseTrack();

    /// <param name="recordedAt">In microseconds since 1970.</param>
    public void Take(object happened, long revision, long recordedAt)
    {
        _book.Revision = revision;
        SubmissionRules.CheckTurn(_book, happened);
        switch (happened)
        {
            case AccountOpened or AccountFrozen or AccountUnfrozen or AccountClosed or BooksClosed:
                StandingRules.Take(_book, (AccountEvent)happened);
                break;
            case FundsDeposited e:
                SubmissionRules.TakeDecided(_book, e, SubmittedType.Deposit, e.Submitted is true);
                _book.Credit(e.Amount, e.BalanceAfter);
                break;
            case FundsWithdrawn e:
                SubmissionRules.TakeDecided(_book, e, SubmittedType.Withdrawal, e.Submitted is true);
                _book.Debit(e.Amount, e.BalanceAfter);
                break;
            case ReversalCredited e:
                _book.Credit(e.Amount, e.BalanceAfter);
                break;
            case ReversalDebited e:
                _book.Debit(e.Amount, e.BalanceAfter);
                break;
            case WithdrawalDeclined e:
                DeclineRules.Take(_book, e.Amount, e.Balance, e.Available);
                break;
            case ReversalDeclined e:
                DeclineRules.Take(_book, e.Amount, e.Balance, e.Available);
                break;
            case HoldDeclined e:
                DeclineRules.Take(_book, e.Amount, e.Balance, e.Available);
                break;
            case TransferDeclined e:
                DeclineRules.Take(_book, e.Amount, e.Balance, e.Available);
                break;
            case TransactionSubmitted or SubmissionDeclined:
                SubmissionRules.Take(_book, (TransactionEvent)happened);
                break;
            case HoldPlaced or HoldCaptured or HoldReleased or HoldExpired:
                HoldRules.Take(_book, (AccountEvent)happened, recordedAt);
                break;
            case TransferSent or TransferReceived or TransferRefused or TransferSettled or TransferReturned:
                TransferRules.Take(_book, (AccountEvent)happened);
                break;
            case TransactionConverted:
                // It moves nothing; which transaction it is of, the rows tell.
                break;
            case MatchEvent e:
                MatchRules.Take(_book, e);
                break;
            default:
                _book.Add(FindingKinds.EventUnknown, $"The audit has no rule for {happened.GetType().Name}.");
                LoseTrack();
                break;
        }
    }
}
