using System.Text.RegularExpressions;
using Ledger.EventStore.Port;
using FilterOptions = Ledger.EventStore.EventStoreDb.Protocol.ReadReq.Types.Options.Types.FilterOptions;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>What a reader of $all wants to see: by stream or by type, by prefixes or by a regular expression.</summary>
internal sealed class EventFilter
{
    private const int DefaultWindow = 32;

    private readonly bool _byType;
    private readonly string[] _prefixes;
    private readonly Regex? _expression;

    public EventFilter(FilterOptions options)
    {
        _byType = options.FilterCase == FilterOptions.FilterOneofCase.EventType;
        var expression = (_byType ? options.EventType : options.StreamIdentifier) ?? throw GrpcFailure.HandlerThrew();
        _prefixes = [.. expression.Prefix];
        _expression = expression.Regex.Length == 0 ? null : new(expression.Regex, RegexOptions.None, TimeSpan.FromSeconds(1));
        CheckpointInterval = options switch
        {
            { CheckpointIntervalMultiplier: 0 } => throw GrpcFailure.HandlerThrew(),
            { WindowCase: FilterOptions.WindowOneofCase.Max } => (long)options.Max * options.CheckpointIntervalMultiplier,
            { WindowCase: FilterOptions.WindowOneofCase.Count } => DefaultWindow * (long)options.CheckpointIntervalMultiplier,
            _ => throw GrpcFailure.HandlerThrew(),
        };
    }

    /// <summary>A subscription says how far it got each time that it has looked at so many events.</summary>
    public long CheckpointInterval { get; }

    public bool Matches(RecordedEvent e)
    {
        var value = _byType ? e.Type : e.Stream.Value;
        if (_expression is not null)
        {
            return _expression.IsMatch(value);
        }

        foreach (var prefix in _prefixes)
        {
            if (value.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
