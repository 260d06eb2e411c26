using System.Text.Json;
using Ledger.Api.Http.Problems;
using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;
using Ledger.Domain.Users;

namespace Ledger.Api.Http.Reading;

/// <summary>Checks a request's fields and collects everything that is wrong, so that a client hears of all of it at once.</summary>
internal sealed class Checks
{
    public const int MaxDescription = 500;
    public const int MaxReference = 140;
    public const int MaxReason = 200;
    public const int MaxMetadataBytes = 4096;

    /// <summary>Half of what JSON readers take by default: what is stored around metadata and answered around that has to fit too.</summary>
    public const int MaxMetadataDepth = 32;

    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public void Add(string field, string why) => _errors.TryAdd(field, [why]);

    /// <exception cref="ProblemException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new ProblemException(Problem.Invalid(_errors));
        }
    }

    /// <summary>Exactly one of two fields has to be given.</summary>
    public void OneOf(string field, object? value, string otherField, object? otherValue)
    {
        if (value is null == otherValue is null)
        {
            var (named, other) = value is null ? (field, otherField) : (otherField, field);
            Add(named, $"or {other} is required, and not both");
        }
    }

    public string? Id(string field, string? value, bool required)
    {
        if (value is null)
        {
            RequireUnless(!required, field);
        }
        else if (!Identifier.IsValid(value))
        {
            Add(field, "must be 1 to 64 of A-Z a-z 0-9 . _ -, the first a letter or digit");
        }

        return value;
    }

    public Currency? Currency(string field, string? code)
    {
        if (code is null)
        {
            RequireUnless(false, field);
            return null;
        }

        if (Domain.Kernel.Currency.TryParse(code, out var currency))
        {
            return currency;
        }

        Add(field, "must be the code of an active ISO 4217 currency, in capitals");
        return null;
    }

    /// <summary>Checks an amount as far as can be where the currency is wrong too.</summary>
    public Money? Amount(string field, AmountText? amount, Currency? currency, bool zeroAllowed = false)
    {
        if (amount is null)
        {
            RequireUnless(false, field);
            return null;
        }

        // Without its currency an amount is only checked for what holds in all of them.
        if (amount.TryRead(currency ?? Domain.Kernel.Currency.Parse("CLF"), zeroAllowed, out var money, out var error))
        {
            return currency is null ? null : money;
        }

        Add(field, error);
        return null;
    }

    public string? Choice(string field, string? value, params ReadOnlySpan<string> choices)
    {
        if (value is null)
        {
            RequireUnless(false, field);
        }
        else if (!choices.Contains(value))
        {
            Add(field, $"must be one of {string.Join(", ", choices.ToArray())}");
        }

        return value;
    }

    public string? Text(string field, string? value, int maxLength)
    {
        if (value is null)
        {
            return null;
        }

        // Signs beyond the first plane are one character each, though they take two places.
        if (value.Length > maxLength && value.EnumerateRunes().Count() > maxLength)
        {
            Add(field, $"has more than {maxLength} characters");
        }
        else if (value.Contains('\0', StringComparison.Ordinal))
        {
            Add(field, "must not hold U+0000");
        }

        return value;
    }

    /// <summary>What somebody is called, which may be blank.</summary>
    public string? Name(string field, string? value)
    {
        RequireUnless(value is not null, field);
        return Text(field, value, User.MaxNameLength);
    }

    /// <summary>Why something is done, which the history is to know.</summary>
    public string? Reason(string field, string? value)
    {
        RequireUnless(!string.IsNullOrWhiteSpace(value), field);
        return Text(field, value, MaxReason);
    }

    /// <summary>A JSON object, kept as it came.</summary>
    public string? Metadata(string field, JsonElement? value)
    {
        if (value is not { } element || element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(field, "must be an object");
            return null;
        }

        if (DepthOf(element) > MaxMetadataDepth)
        {
            Add(field, $"is nested more than {MaxMetadataDepth} levels deep");
            return null;
        }

        if (!IsStorable(element))
        {
            Add(field, "must not hold U+0000 or a lone surrogate");
            return null;
        }

        var json = JsonSerializer.Serialize(element, Http.Text.Answers);
        if (System.Text.Encoding.UTF8.GetByteCount(json) > MaxMetadataBytes)
        {
            Add(field, $"has more than {MaxMetadataBytes} bytes");
        }

        return json;
    }

    public DateTimeOffset? Time(string field, string? value)
    {
        if (value is null)
        {
            return null;
        }

        if (Rfc3339.TryParse(value, out var time))
        {
            return time;
        }

        Add(field, "must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z");
        return null;
    }

    /// <summary>A time that does not lie in the future.</summary>
    public DateTimeOffset? PastTime(string field, string? value, DateTimeOffset now)
    {
        var time = Time(field, value);
        if (time > now)
        {
            Add(field, "must not lie in the future");
        }

        return time;
    }

    /// <summary>What a client says about a transaction.</summary>
    public TransactionDetails Details(string? description, string? reference, JsonElement? metadata) => new(
        Text("description", description, MaxDescription), Text("reference", reference, MaxReference), Metadata("metadata", metadata));

    private static int DepthOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => 1 + element.EnumerateObject().Select(member => DepthOf(member.Value)).DefaultIfEmpty(0).Max(),
        JsonValueKind.Array => 1 + element.EnumerateArray().Select(DepthOf).DefaultIfEmpty(0).Max(),
        _ => 0,
    };

    private static bool IsStorable(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(p => !p.Name.Contains('\0', StringComparison.Ordinal) && IsStorable(p.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(IsStorable),
                JsonValueKind.String => !element.GetString()!.Contains('\0', StringComparison.Ordinal),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate has no text.
            return false;
        }
    }

    private void RequireUnless(bool optional, string field)
    {
        if (!optional)
        {
            Add(field, "is required");
        }
    }
}
