using FsCheck;
using FsCheck.Fluent;

namespace Ledger.Tests.Model;

/// <summary>What is to happen next.</summary>
internal enum Ask
{
    Deposit,
    Withdraw,
    SubmitDeposit,
    SubmitWithdrawal,
    Hold,
    Capture,
    Release,
    Transfer,
    Reverse,
    ReverseTransfer,
    Freeze,
    Unfreeze,
    Close,

    /// <summary>An earlier order is sent again.</summary>
    Again,

    /// <summary>An earlier key, with another order.</summary>
    OtherBody,

    /// <summary>An order for a revision: that at which the account stands, or one beside it.</summary>
    IfMatch,

    /// <summary>Some deposits and withdrawals, each with a key of its own, without waiting for their answers; some of them twice.</summary>
    Batch,

    /// <summary>Two orders at the same time.</summary>
    Together,

    /// <summary>One order three times at the same time.</summary>
    Thrice,

    TimePasses,

    /// <summary>The process ends and another begins.</summary>
    Restart,

    /// <summary>What the process manager of transfers does in its rounds.</summary>
    TakeUp,

    /// <summary>The read model of keys comes up to the end of the log; otherwise it stands still.</summary>
    Project,

    /// <summary>The read model of keys is deleted or out of reach, the process begins anew, and earlier orders are sent again.</summary>
    LoseKeys,
}

/// <summary>What goes wrong meanwhile.</summary>
internal enum Trouble
{
    None,
    AnswerLost,
    RequestLost,
    Unavailable,
    DiesBeforeAppend,
    DiesAfterAppend,
}

/// <summary>Plain numbers, of which each is given its meaning by what there is when its turn comes; so any part of a list is a list too.</summary>
/// <param name="After">How many appends go well before the trouble.</param>
/// <param name="Resends">Whether the client sends again what got no answer since the process died.</param>
internal sealed record Instruction(Ask Ask, int Account, int Other, int Amount, Trouble Trouble, int After, bool Resends)
{
    private static readonly Gen<Ask> Asks = Gen.Frequency(
        (6, Gen.Constant(Ask.Deposit)), (5, Gen.Constant(Ask.Withdraw)), (2, Gen.Constant(Ask.SubmitDeposit)), (3, Gen.Constant(Ask.SubmitWithdrawal)),
        (5, Gen.Constant(Ask.Hold)), (4, Gen.Constant(Ask.Capture)), (2, Gen.Constant(Ask.Release)), (9, Gen.Constant(Ask.Transfer)),
        (4, Gen.Constant(Ask.Reverse)), (3, Gen.Constant(Ask.ReverseTransfer)), (1, Gen.Constant(Ask.Freeze)), (2, Gen.Constant(Ask.Unfreeze)),
        (1, Gen.Constant(Ask.Close)), (4, Gen.Constant(Ask.Again)), (2, Gen.Constant(Ask.OtherBody)), (4, Gen.Constant(Ask.IfMatch)),
        (5, Gen.Constant(Ask.Together)), (2, Gen.Constant(Ask.Thrice)), (2, Gen.Constant(Ask.TimePasses)), (1, Gen.Constant(Ask.Restart)),
        (2, Gen.Constant(Ask.TakeUp)), (5, Gen.Constant(Ask.Batch)), (3, Gen.Constant(Ask.Project)), (2, Gen.Constant(Ask.LoseKeys)));

    private static readonly Gen<Trouble> Troubles = Gen.Frequency(
        (80, Gen.Constant(Trouble.None)), (4, Gen.Constant(Trouble.AnswerLost)), (3, Gen.Constant(Trouble.RequestLost)),
        (5, Gen.Constant(Trouble.Unavailable)), (5, Gen.Constant(Trouble.DiesBeforeAppend)), (5, Gen.Constant(Trouble.DiesAfterAppend)));

    /// <summary>Lists of a length; where one fails, ever shorter ones are tried.</summary>
    public static Arbitrary<Instruction[]> Lists(int length)
    {
        var number = Gen.Choose(0, 10_000);
        var one =
            from ask in Asks
            from trouble in Troubles
            from account in number
            from other in number
            from amount in Gen.Choose(1, 60)
            from after in Gen.Choose(0, 2)
            from resends in Gen.Elements(true, false)
            select new Instruction(ask, account, other, amount, trouble, after, resends);
        return Arb.From(one.ArrayOf(length), Shorter);
    }

    private static IEnumerable<Instruction[]> Shorter(Instruction[] list)
    {
        for (var cut = list.Length / 2; cut > 0; cut /= 2)
        {
            for (var from = 0; from + cut <= list.Length; from += cut)
            {
                yield return [.. list[..from], .. list[(from + cut)..]];
            }
        }
    }
}
