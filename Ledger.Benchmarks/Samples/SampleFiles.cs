using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Benchmarks.Samples;

/// <summary>The files: a line each, the body of a request, a transaction's with its Idempotency-Key as a member of its own.</summary>
internal static class SampleFiles
{
    // A file, not a page: letters of every language stand as they are.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteUsers(string path, IReadOnlyList<SampleOwner> owners) => Write(path, owners, (json, owner, _) =>
    {
        json.WriteString("id", owner.Id);
        json.WriteString("name", owner.Name);
    });

    public static void WriteAccounts(string path, IReadOnlyList<SampleAccount> accounts) => Write(path, accounts, (json, account, _) =>
    {
        json.WriteString("id", account.Id);
        json.WriteString("currency", account.Currency.Code);
        json.WriteString("ownerId", account.Owner.Id);
        if (account.OverdraftLimit > 0)
        {
            json.WriteString("overdraftLimit", account.Currency.Text(account.OverdraftLimit));
        }
    });

    public static void WritePostings(string path, IReadOnlyList<SamplePosting> postings) => Write(path, postings, (json, posting, number) =>
    {
        json.WriteString("idempotencyKey", $"sample-{number.ToString("D6", CultureInfo.InvariantCulture)}");
        json.WriteString("accountId", posting.Account.Id);
        json.WriteString("type", posting.Deposit ? "deposit" : "withdrawal");
        json.WriteString("amount", posting.Account.Currency.Text(posting.MinorUnits));
        json.WriteString("currency", posting.Account.Currency.Code);
        json.WriteString("description", posting.Description);
        if (posting.Reference is { } reference)
        {
            json.WriteString("reference", reference);
        }

        if (posting.NamesItsTime)
        {
            json.WriteString("effectiveAt", posting.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }

        if (posting.Metadata.Count > 0)
        {
            json.WriteStartObject("metadata");
            foreach ((string name, string value) in posting.Metadata)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
    });

    private static void Write<T>(string path, IReadOnlyList<T> items, Action<Utf8JsonWriter, T, int> members)
    {
        using FileStream file = File.Create(path);
        var line = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(line, s_options);
        for (int i = 0; i < items.Count; i++)
        {
            json.WriteStartObject();
            members(json, items[i], i + 1);
            json.WriteEndObject();
            json.Flush();
            file.Write(line.WrittenSpan);
            file.WriteByte((byte)'\n');
            line.ResetWrittenCount();
            json.Reset();
        }
    }
}
