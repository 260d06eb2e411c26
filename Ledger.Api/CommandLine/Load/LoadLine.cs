using System.Text;
using System.Text.Json;

namespace Ledger.Api.CommandLine.Load;

/// <summary>
/// One line of a file. It is sent as it was written, numbers digit for digit, so that the service judges what the file says; where it has
/// no key and could have one, it is given one.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="AccountId">The account whose lines it follows; <see langword="null"/> where it names none.</param>
/// <param name="Text">As it is sent.</param>
internal sealed record LoadLine(LoadFile File, int Number, string? AccountId, string Text)
{
    private const string KeyMember = "idempotencyKey";

    /// <summary>What is put behind the key of a recorded refusal: under its own it would be answered with that refusal for ever.</summary>
    private const string Again = "~again";

    public static LoadLine Parse(LoadFile file, int number, string text, string keyPrefix)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                var sent = file.HasKeys && !root.TryGetProperty(KeyMember, out _) ? WithKey(root, $"{keyPrefix}:{number}") : text;
                return new(file, number, TextOf(root, file.AccountMember), sent);
            }
        }
        catch (JsonException)
        {
            // The service's answer says what is wrong with it, and this its number.
        }

        return new(file, number, AccountId: null, text);
    }

    /// <summary>The line as it can be tried again after a refusal that was recorded.</summary>
    public string ToTryAgain()
    {
        using var document = JsonDocument.Parse(Text);
        var root = document.RootElement;
        return TextOf(root, KeyMember) is { } key ? WithKey(root, key + Again) : Text;
    }

    private static string? TextOf(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The same object with a key of this name alone; the other members stay as they were written.</summary>
    private static string WithKey(JsonElement root, string key)
    {
        var text = new StringBuilder("{").Append(JsonSerializer.Serialize(KeyMember)).Append(':').Append(JsonSerializer.Serialize(key));
        foreach (var member in root.EnumerateObject().Where(member => !member.NameEquals(KeyMember)))
        {
            text.Append(',').Append(JsonSerializer.Serialize(member.Name)).Append(':').Append(member.Value.GetRawText());
        }

        return text.Append('}').ToString();
    }
}
