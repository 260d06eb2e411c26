using Ledger.Api.Http.Reading;

namespace Ledger.Api.Analytics;

/// <summary>Time zones by their IANA names, from the system's database.</summary>
internal static class TimeZones
{
    public const string Parameter = "timeZone";

    private const int MaxLength = 64;

    /// <summary>The zone of a query; UTC where none is named.</summary>
    public static TimeZoneInfo Read(QueryReader query)
    {
        if (query.Text(Parameter) is not { } name)
        {
            return TimeZoneInfo.Utc;
        }

        if (IsName(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        query.Checks.Add(Parameter, HasDatabase
            ? "must be the IANA name of a time zone, such as Europe/Berlin"
            : "cannot be read: this machine has no time zone database (tzdata), and knows UTC alone");
        return TimeZoneInfo.Utc;
    }

    // Every database has this one.
    private static bool HasDatabase => TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out _);

    /// <summary>
    /// A name becomes the path of a file, so it is looked at first. Files of the database that count leap seconds, and the machine's own
    /// setting, are no names.
    /// </summary>
    private static bool IsName(string name) => name.Length <= MaxLength
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+')
        && !name.StartsWith("right/", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("posix/", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith('/') && !name.StartsWith("local", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("posix", StringComparison.OrdinalIgnoreCase);
}
