using Ledger.Projections.Transactions;

namespace Ledger.Api.Matching.Rules;

/// <summary>By what the automatic matcher goes.</summary>
/// <param name="Version">Stands in every match that is recorded or proposed by them.</param>
/// <param name="Method">See <see cref="RuleWords"/>.</param>
/// <param name="MinScore">Less is not enough: from 0 to 1, with up to four decimals.</param>
/// <param name="Fields">What is read of a transaction, see <see cref="RuleWords"/>.</param>
/// <param name="Types">Which transactions are looked at, as <see cref="TransactionWords"/> has them.</param>
internal sealed record MatchingRules(string Version, string Method, decimal MinScore, IReadOnlyList<string> Fields, IReadOnlyList<string> Types)
{
    /// <summary>Those that hold where no file is named. What is changed here becomes another version.</summary>
    public static MatchingRules BuiltIn { get; } = new(
        $"{RuleWords.OwnVersions}1", RuleWords.Names, 0.9m, [RuleWords.Description], [TransactionWords.Deposit, TransactionWords.Withdrawal]);

    public bool LooksAt(WalkedTransaction transaction) => transaction.Status == TransactionWords.Posted && Types.Contains(transaction.Type, StringComparer.Ordinal);
}

/// <summary>The words of rules.</summary>
internal static class RuleWords
{
    /// <summary>Versions that begin like this are the ledger's own.</summary>
    public const string OwnVersions = "built-in-";

    /// <summary>Who is named, as <c>GET /v1/matching/users</c> finds it.</summary>
    public const string Names = "names";

    /// <summary>The same, where each word of the name stands there letter by letter.</summary>
    public const string ExactNames = "exact-names";

    public const string Description = "description";
    public const string Reference = "reference";

    public static IReadOnlyList<string> Methods { get; } = [Names, ExactNames];

    public static IReadOnlyList<string> Fields { get; } = [Description, Reference];

    /// <summary>A reversal says whom it takes back from by what it takes back.</summary>
    public static IReadOnlyList<string> Types { get; } =
        [TransactionWords.Deposit, TransactionWords.Withdrawal, TransactionWords.TransferIn, TransactionWords.TransferOut, TransactionWords.Capture];
}
