using System.Globalization;
using Ledger.Api.Rates.Feed;

namespace Ledger.Api.Rates;

/// <param name="Source">The host that rates are fetched from; <c>bundled</c> where those that come with the service are all there are.</param>
/// <param name="NewestDate">The day of the newest rate that is known.</param>
/// <param name="LastFetchAt">When rates came last since the start.</param>
/// <param name="CircuitOpen">Whether the source is left alone for a while, since it has failed several times in a row.</param>
internal sealed record RatesAnswer(string Source, DateOnly? NewestDate, DateTimeOffset? LastFetchAt, bool CircuitOpen);

/// <summary>What the readiness of the service says about exchange rates: they may be old, and money moves all the same.</summary>
/// <param name="feed"><see langword="null"/> where nothing is fetched.</param>
internal sealed class RatesHealth(KnownRates rates, FeedState? feed)
{
    /// <summary>The name of the dependency.</summary>
    public const string Name = "rates";

    /// <returns>Its status, what is wrong, whether that is something, and how it stands.</returns>
    public (string Status, string? Detail, bool IsDegraded, RatesAnswer Rates) Look()
    {
        var newest = rates.Table.Newest;
        if (feed is null)
        {
            return ("live", null, false, new("bundled", newest, null, CircuitOpen: false));
        }

        var last = feed.Last;
        var answer = new RatesAnswer(feed.Host, newest, last.SucceededAt, feed.Breaker.IsOpen);
        return last.Failed ? ("held-up", Detail(answer), true, answer) : ("live", null, false, answer);
    }

    private static string Detail(RatesAnswer rates)
    {
        var since = rates.LastFetchAt is { } at ? at.ToString("O", CultureInfo.InvariantCulture) : "the start";
        var pause = rates.CircuitOpen ? " It is left alone for a while." : string.Empty;
        var used = rates.NewestDate is { } day ? $"those known are used, the newest of {day.ToString("O", CultureInfo.InvariantCulture)}" : "none are known";
        return $"No exchange rates from {rates.Source} since {since}; {used}.{pause}";
    }
}
