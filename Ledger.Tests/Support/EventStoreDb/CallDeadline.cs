using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>The header grpc-timeout: up to eight digits and a unit.</summary>
internal static class CallDeadline
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static TimeSpan? Of(HttpRequest request)
    {
        var text = request.Headers["grpc-timeout"].ToString();
        if (text.Length < 2 || !long.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var unit = text[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            _ => 1,
        };
        return number > Longest.Ticks / unit ? Longest : TimeSpan.FromTicks(number * unit);
    }
}
