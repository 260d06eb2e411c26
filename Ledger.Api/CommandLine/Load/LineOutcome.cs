namespace Ledger.Api.CommandLine.Load;

internal enum LineResult
{
    Done,
    /// <summary>A run before this one had its outcome, a recorded refusal among them.</summary>
    AlreadyThere,

    /// <summary>A refusal that the ledger has recorded: an outcome like any other.</summary>
    Refused,

    /// <summary>Nothing was written, or nobody knows.</summary>
    NotTaken,
}

/// <summary>What became of a line; <see cref="Code"/> and <see cref="Detail"/> are the problem's, empty where there is none.</summary>
internal sealed record LineOutcome(LineResult Result, string Code, string Detail);
