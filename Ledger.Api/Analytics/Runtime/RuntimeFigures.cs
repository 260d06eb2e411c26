using System.Diagnostics.Metrics;
using Ledger.Api.Metrics;
using Ledger.Domain.Accounts;

namespace Ledger.Api.Analytics.Runtime;

/// <summary>
/// What this process has done since it began, for a dashboard: taken from the instruments that are exposed as metrics too, so that both say
/// the same.
/// </summary>
internal sealed class RuntimeFigures : IDisposable
{
    /// <summary>How many processing times are kept.</summary>
    public const int LatestTimes = 1_000;

    private readonly MeterListener _listener = new();
    private readonly TimeProvider _time;

    /// <param name="own">The meter of this service's container.</param>
    public RuntimeFigures(Meter own, TimeProvider time)
    {
        _time = time;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.AreOf(own, instrument.Meter) && CountOf(instrument.Name) is { } count)
            {
                listener.EnableMeasurementEvents(instrument, count);
            }
        };
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, count) => ((Count)count!)(value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, count) => ((Count)count!)(value, tags));
    }

    private delegate void Count(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    public DateTimeOffset Since { get; private set; }

    /// <summary>In seconds, from an order's arrival at its mailbox until what became of it was durable.</summary>
    public LatestValues<double> ProcessingTimes { get; } = new(LatestTimes);

    public Tally Deposits { get; } = new();

    public Tally Withdrawals { get; } = new();

    public Tally InsufficientFunds { get; } = new();

    /// <summary>Requests that were answered with a status of 500 or more.</summary>
    public Tally Errors { get; } = new();

    /// <summary>Orders and submissions that were turned away because too many waited.</summary>
    public Tally FullQueues { get; } = new();

    /// <summary>Begins to listen: what was done before is not counted.</summary>
    public void Start()
    {
        Since = _time.GetUtcNow();
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    private Count? CountOf(string instrument) => instrument switch
    {
        "ledger.order.duration" => (value, _) => ProcessingTimes.Add(value),
        "ledger.transactions" => AddTransactions,
        "ledger.declines" => (value, tags) => InsufficientFunds.Add(Has(tags, "reason", DeclineReasons.InsufficientFunds) ? value : 0),
        "ledger.mailbox.overloaded" or "ledger.submissions.turned_away" => (value, _) => FullQueues.Add(value),
        "http.server.request.duration" => (_, tags) => Errors.Add(StatusIn(tags) >= StatusCodes.Status500InternalServerError ? 1 : 0),
        _ => null,
    };

    private void AddTransactions(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Has(tags, "outcome", "posted"))
        {
            Deposits.Add(Has(tags, "type", "deposit") ? value : 0);
            Withdrawals.Add(Has(tags, "type", "withdrawal") ? value : 0);
        }
    }

    private static bool Has(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name, string value)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return value.Equals(tag.Value as string, StringComparison.Ordinal);
            }
        }

        return false;
    }

    private static int StatusIn(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: "http.response.status_code", Value: int status })
            {
                return status;
            }
        }

        return 0;
    }
}

/// <summary>A number that many threads add to.</summary>
internal sealed class Tally
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Add(double value) => Interlocked.Add(ref _value, (long)value);
}
