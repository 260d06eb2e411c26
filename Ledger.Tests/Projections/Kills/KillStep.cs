namespace Ledger.Tests.Projections.Kills;

/// <summary>
/// A step of a story, that can be taken up by whoever finds it unfinished.
/// </summary>
/// <param name="LogEnd">How many events there are by then.</param>
/// <param name="IsDone">Whether it has been done, as far as that can be seen.</param>
/// <param name="DoAsync">Does it, or what of it is left.</param>
internal sealed record KillStep(string Name, int LogEnd, Func<Projector, Task<bool>> IsDone, Func<Projector, Task> DoAsync);
