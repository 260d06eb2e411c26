using System.Globalization;
using Ledger.Api.Http.Freshness;
using Ledger.EventStore.Port;
using Microsoft.Extensions.Primitives;

namespace Ledger.Api.Http.Reading;

/// <summary>Reads a request's query strictly: an unknown or repeated parameter is refused by its name, so that no typo passes silently.</summary>
internal sealed class QueryReader
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    private readonly IQueryCollection _query;

    public QueryReader(HttpContext context, params ReadOnlySpan<string> known)
    {
        _query = context.Request.Query;
        foreach (var (name, values) in _query)
        {
            if (!known.Contains(name))
            {
                Checks.Add(name, known.Length == 0 ? "is not known here; this route takes no parameters"
                    : $"is not known here; this route takes {string.Join(", ", known.ToArray())}");
            }
            else if (values.Count > 1)
            {
                Checks.Add(name, "stands there more than once");
            }
        }
    }

    public Checks Checks { get; } = new();

    public string? Text(string name) => StringValues.IsNullOrEmpty(_query[name]) ? null : _query[name].ToString();

    public string? Choice(string name, params ReadOnlySpan<string> choices) => Text(name) is { } value ? Checks.Choice(name, value, choices) : null;

    public string? Id(string name) => Checks.Id(name, Text(name), required: false);

    public DateTimeOffset? Time(string name) => Checks.Time(name, Text(name)?.Replace(' ', '+'));

    public long? Number(string name, long min, long max)
    {
        if (Text(name) is not { } value)
        {
            return null;
        }

        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Checks.Add(name, max == long.MaxValue ? $"must be a whole number, {min} or more" : $"must be a whole number from {min} to {max}");
        return null;
    }

    /// <summary>A decimal number from 0 to 1.</summary>
    public double? Fraction(string name)
    {
        if (Text(name) is not { } value)
        {
            return null;
        }

        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1)
        {
            return number;
        }

        Checks.Add(name, "must be a number from 0 to 1");
        return null;
    }

    public int Limit() => (int)(Number("limit", 1, MaxLimit) ?? DefaultLimit);

    public Position? Cursor(LedgerPositions positions)
    {
        if (Text("cursor") is not { } value)
        {
            return null;
        }

        if (positions.TryRead(value, out var position))
        {
            return position;
        }

        Checks.Add("cursor", "is not a cursor of this ledger");
        return null;
    }

    /// <summary>A position to begin after, which must be one that the ledger has reached: after a restore from an older backup it may not be.</summary>
    public Position? Position(string name, LedgerPositions positions, Position tail) =>
        Text(name) is { } value ? Position(Checks, name, value, positions, tail) : null;

    public static Position? Position(Checks checks, string field, string value, LedgerPositions positions, Position tail)
    {
        if (!positions.TryRead(value, out var position))
        {
            checks.Add(field, "is not a position of this ledger");
            return null;
        }

        if (position > tail)
        {
            checks.Add(field, "lies after the newest event of this ledger");
        }

        return position;
    }
}
