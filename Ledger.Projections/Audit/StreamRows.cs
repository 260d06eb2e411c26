namespace Ledger.Projections.Audit;

/// <summary>The rows of one stream in the read models, as sums.</summary>
internal sealed class StreamRows
{
    /// <summary>The row in <c>accounts</c>; <see langword="null"/> where there is none.</summary>
    public UInt128? Account { get; set; }

    /// <summary>The row in <c>users</c>; <see langword="null"/> where there is none.</summary>
    public UInt128? User { get; set; }

    public RowSum Transactions { get; set; }

    public RowSum Holds { get; set; }

    /// <summary>Of transfers from here, and of what this account says of transfers to it.</summary>
    public RowSum Transfers { get; set; }

    /// <summary>As <see cref="DayNetSum"/> has it.</summary>
    public UInt128 DayNets { get; set; }

    /// <summary>In <c>transaction_slots</c>.</summary>
    public RowSum Slots { get; set; }

    /// <summary>What these have to be, by the rows in <c>transactions</c>.</summary>
    public RowSum SlotsDue { get; set; }

    public RowSum Ids { get; set; }

    public RowSum Closings { get; set; }

    public RowSum Search { get; set; }

    public MatchSums Matches { get; set; }

    /// <summary>The row in <c>transaction_id_coverage</c>; <see langword="null"/> where there is none.</summary>
    public object? Covered { get; set; }
}
