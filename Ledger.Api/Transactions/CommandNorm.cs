using System.Text;
using System.Text.Json;
using Ledger.Domain.Accounts;
using Ledger.EventStore.Mailboxes;
using Ledger.EventStore.Serialization;

namespace Ledger.Api.Transactions;

/// <summary>Commands compared by meaning: the same values give the same hash, however they were written.</summary>
internal static class CommandNorm
{
    public static string HashOf(string key, string type, string accountId, Domain.Kernel.Money amount, DateTimeOffset? effectiveAt, TransactionDetails details) =>
        HashOf(key, "POST /v1/transactions", type, accountId, amount, effectiveAt, details);

    /// <param name="route">What was asked for.</param>
    /// <param name="what">Its kind, or the other account.</param>
    public static string HashOf(
        string key, string route, string what, string accountId, Domain.Kernel.Money amount, DateTimeOffset? effectiveAt, TransactionDetails details) =>
        TransactionKeys.HashOf(
            key,
            route,
            what,
            accountId,
            amount.ToString(),
            effectiveAt is { } at ? Instant.Format(at) : null,
            details.Description,
            details.Reference,
            details.Metadata is null ? null : Canonical(details.Metadata));

    /// <summary>JSON without blanks, the members of every object in the order of their names.</summary>
    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(document.RootElement, writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
