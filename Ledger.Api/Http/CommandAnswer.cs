using Ledger.Api.Http.Problems;
using Ledger.EventStore.Port;

namespace Ledger.Api.Http;

/// <summary>What a command is answered, alone or as an item of a batch.</summary>
/// <param name="Status">The status of HTTP.</param>
/// <param name="Body">What came of it; <see langword="null"/> where that is a problem.</param>
/// <param name="Problem">Why nothing came of it; <see langword="null"/> where something did.</param>
internal sealed record CommandAnswer(int Status, object? Body, Problem? Problem = null)
{
    /// <summary>Where it can be asked for.</summary>
    public string? Location { get; init; }

    /// <summary>By when it is in the log, for each account that it touched; none where nothing was recorded.</summary>
    public IReadOnlyList<(string AccountId, Position Position)> Acknowledged { get; init; } = [];

    /// <summary>It was recorded for an earlier command with the same key.</summary>
    public bool IsReplayed { get; init; }

    /// <summary>It will be decided later, as the client preferred.</summary>
    public bool IsDeferred { get; init; }

    public static CommandAnswer Of(Problem problem) => new(problem.Kind.Status, null, problem);
}
