using System.Data.Common;
using System.Text.RegularExpressions;

namespace Ledger.Tests.Deployment;

/// <summary>The hosts and ports that settings speak of.</summary>
internal static partial class Addresses
{
    /// <summary>Those of <c>esdb://…</c> and <c>esdb+discover://…</c>.</summary>
    public static IReadOnlyList<(string Host, int Port)> OfEventStore(string connectionString)
    {
        var match = EventStore().Match(connectionString);
        return match.Success ? OfList(match.Groups["hosts"].Value) : throw new FormatException($"'{connectionString}' is no address of EventStoreDB.");
    }

    /// <summary>The one of a PostgreSQL connection string.</summary>
    public static (string Host, int Port) OfPostgres(string connectionString)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        return ((string)parts["Host"], int.Parse((string)parts["Port"]));
    }

    /// <summary>Those of a list such as <c>a:1,b:2</c>.</summary>
    public static IReadOnlyList<(string Host, int Port)> OfList(string list) =>
        [.. list.Split(',').Select(each => each.Split(':')).Select(parts => (parts[0], int.Parse(parts[1])))];

    [GeneratedRegex(@"^esdb(\+discover)?://(?<hosts>[^/?@]+)\?tls=(true|false)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EventStore();
}
