using System.Text.Json;
using Ledger.Api.Http;
using Ledger.Api.Http.Freshness;
using Ledger.Api.Http.Problems;

namespace Ledger.Api.Batches;

/// <summary>Writes what became of each item.</summary>
internal sealed class BatchAnswers(HttpContext context, FreshnessGate freshness, ILogger log)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = Text.Encoder };

    /// <summary><c>{index, status, replayed?, position?, transaction | problem}</c>.</summary>
    /// <param name="member">What it is called that came of it.</param>
    public async Task<byte[]> WriteAsync(string member, long index, Task<CommandAnswer> item)
    {
        var answer = await AwaitAsync(item);
        using var buffer = new MemoryStream(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, index);
            writer.WriteNumber("status"u8, answer.Status);
            if (answer.IsReplayed)
            {
                writer.WriteBoolean("replayed"u8, true);
            }

            foreach (var (accountId, position) in answer.Acknowledged.Take(1))
            {
                writer.WriteString("position"u8, freshness.Remember(accountId, position));
            }

            if (answer.Problem is { } problem)
            {
                writer.WritePropertyName("problem"u8);
                JsonSerializer.Serialize(writer, problem.ToBody(context), Problem.Json);
            }
            else
            {
                writer.WritePropertyName(member);
                JsonSerializer.Serialize(writer, answer.Body, Text.Answers);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private async Task<CommandAnswer> AwaitAsync(Task<CommandAnswer> item)
    {
        try
        {
            return await item;
        }
        // A fault of one item is the answer to that item; the others go on.
        catch (Exception fault)
        {
            return CommandAnswer.Of(FaultProblems.Of(fault, context, log));
        }
    }
}
