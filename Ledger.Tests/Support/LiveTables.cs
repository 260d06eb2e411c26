using System.Text.RegularExpressions;

namespace Ledger.Tests.Support;

/// <summary>SQL that means the tables themselves, where the names are views of the live generation.</summary>
internal static partial class LiveTables
{
    /// <summary>Puts the first generation in place of each table's name.</summary>
    public static string OfFirstGeneration(string sql) => Names().Replace(sql, "${table}_g1");

    [GeneratedRegex(@"\b(?<table>accounts|holds|transactions|transfers|transaction_ids|transaction_id_coverage|closings|transaction_search|daily_nets|transaction_slots|transaction_totals|users|matches|match_members|match_steps)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
