using System.Diagnostics.Metrics;
using Ledger.EventStore.Port;
using Ledger.Projections.Engine;

namespace Ledger.Projections.Metrics;

/// <summary>How far projections have come, whenever somebody asks. Nothing outside of this process is asked for it.</summary>
public sealed class ProjectionGauges
{
    private static readonly (ProjectionState State, string Word)[] States =
        [.. Enum.GetValues<ProjectionState>().Select(state => (state, WordOf(state)))];

    private readonly ProjectionHost _projections;
    private readonly IEventStore _events;

    public ProjectionGauges(Meter meter, ProjectionHost projections, IEventStore events)
    {
        (_projections, _events) = (projections, events);
        meter.CreateObservableGauge(
            "ledger.projection.lag", LagMs, "ms", "Age of the oldest event that is known and not yet in the read model");
        meter.CreateObservableGauge(
            "ledger.projection.lag_events", LagEvents, "{event}", "Events that are not yet in the read model, where the event store can count them");
        meter.CreateObservableGauge("ledger.projection.state", State, null, "1 for the state that a projection is in, 0 for the others");
    }

    private IEnumerable<Measurement<long>> LagMs() =>
        _projections.Runners.Select(runner => new Measurement<long>(_projections.LagMs(runner), Label(runner)));

    private IEnumerable<Measurement<long>> LagEvents()
    {
        // A store that can count knows its newest event without asking anybody.
        if (_events.CountBetween(Position.Start, Position.Start) is null
            || _events.ReadTailAsync(CancellationToken.None) is not { IsCompletedSuccessfully: true } tail)
        {
            return [];
        }

        return _projections.Runners.Select(runner =>
            new Measurement<long>(_events.CountBetween(runner.Progress.Position, tail.Result) ?? 0, Label(runner)));
    }

    private IEnumerable<Measurement<int>> State() => _projections.Runners.SelectMany(runner =>
        States.Select(each => new Measurement<int>(runner.State == each.State ? 1 : 0, Label(runner), new("state", each.Word))));

    private static KeyValuePair<string, object?> Label(ProjectionRunner runner) => new(ProjectionMeter.Label, runner.Name);

    /// <summary>As the API says it: in small letters, with hyphens.</summary>
    private static string WordOf(ProjectionState state) => string.Concat(
        state.ToString().Select((letter, at) => char.IsAsciiLetterUpper(letter) && at > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
