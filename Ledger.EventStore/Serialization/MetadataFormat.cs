using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ledger.EventStore.Serialization;

/// <summary>
/// Metadata as bytes. The chain is the last member, in a fixed form, so that what it covers is exactly the bytes before it.
/// </summary>
public static class MetadataFormat
{
    private const int ChainDigits = 64;

    private static readonly byte[] ChainOpens = ",\"chain\":\""u8.ToArray();
    private static readonly int SuffixLength = ChainOpens.Length + ChainDigits + 2;

    /// <summary>Writes everything but the chain, without the closing brace: what the chain covers.</summary>
    internal static void WriteCovered(IBufferWriter<byte> output, Utf8JsonWriter writer, EventMetadata metadata)
    {
        writer.Reset(output);
        writer.WriteStartObject();
        writer.WriteString("correlationId"u8, metadata.CorrelationId);
        writer.WriteString("causationId"u8, metadata.CausationId);
        writer.WriteString("actor"u8, metadata.Actor);
        Span<byte> instant = stackalloc byte[Instant.Length];
        Instant.Format(metadata.RecordedAt, instant);
        writer.WriteString("recordedAt"u8, instant);
        if (metadata.TransactionId is { } transactionId)
        {
            writer.WriteString("transactionId"u8, transactionId);
        }

        if (metadata.CommandHash is { } hash)
        {
            writer.WriteString("commandHash"u8, hash);
        }

        if (metadata.Claim is { } claim)
        {
            writer.WriteString("claim"u8, claim);
        }

        writer.Flush();
    }

    /// <summary>Puts the chain behind what it covers.</summary>
    internal static void WriteChain(IBufferWriter<byte> output, Chain chain)
    {
        var target = output.GetSpan(SuffixLength);
        ChainOpens.CopyTo(target);
        chain.WriteHex(target.Slice(ChainOpens.Length, ChainDigits));
        "\"}"u8.CopyTo(target[(ChainOpens.Length + ChainDigits)..]);
        output.Advance(SuffixLength);
    }

    /// <summary>The bytes that the chain covers, and the chain.</summary>
    /// <exception cref="FormatException">The metadata does not end with a chain.</exception>
    public static (ReadOnlyMemory<byte> Covered, Chain Chain) Split(ReadOnlyMemory<byte> metadata)
    {
        var at = metadata.Length - SuffixLength;
        if (at < 1 || !metadata.Span.Slice(at, ChainOpens.Length).SequenceEqual(ChainOpens) || !metadata.Span.EndsWith("\"}"u8))
        {
            throw new FormatException("The metadata does not end with a chain.");
        }

        return (metadata[..at], Chain.Parse(metadata.Span.Slice(at + ChainOpens.Length, ChainDigits)));
    }

    /// <summary>Reads metadata.</summary>
    /// <exception cref="FormatException">It is not what the ledger writes.</exception>
    public static StoredMetadata Read(ReadOnlyMemory<byte> metadata)
    {
        var (covered, chain) = Split(metadata);
        return new(PlainMetadata.TryRead(metadata.Span, SuffixLength, out var plain) ? plain.Values : ReadAny(metadata.Span), chain, covered);
    }

    /// <summary>Reads what most that read many events need of it.</summary>
    /// <exception cref="FormatException">It is not what the ledger writes.</exception>
    public static StoredFacts ReadFacts(ReadOnlyMemory<byte> metadata)
    {
        var (covered, chain) = Split(metadata);
        return new(PlainMetadata.TryRead(metadata.Span, SuffixLength, out var plain) ? plain.Facts : FactsOf(ReadAny(metadata.Span)), chain, covered);
    }

    private static EventFacts FactsOf(EventMetadata read) => new(read.RecordedAt, read.TransactionId, read.CommandHash is not null, read.Claim);

    private static EventMetadata ReadAny(ReadOnlySpan<byte> json)
    {
        try
        {
            return ReadValues(json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The metadata cannot be read: {e.Message}", e);
        }
    }

    private static EventMetadata ReadValues(ReadOnlySpan<byte> json)
    {
        string? correlationId = null, causationId = null, actor = null, hash = null;
        DateTimeOffset? recordedAt = null;
        Guid? transactionId = null, claim = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // A member that a later version adds is no reason to stop reading: the chain covers it all the same.
            if (reader.ValueTextEquals("correlationId"u8)) { correlationId = Text(ref reader); }
            else if (reader.ValueTextEquals("causationId"u8)) { causationId = Text(ref reader); }
            else if (reader.ValueTextEquals("actor"u8)) { actor = Text(ref reader); }
            else if (reader.ValueTextEquals("recordedAt"u8)) { reader.Read(); recordedAt = Instant.Parse(reader.ValueSpan); }
            else if (reader.ValueTextEquals("transactionId"u8)) { reader.Read(); transactionId = reader.GetGuid(); }
            else if (reader.ValueTextEquals("commandHash"u8)) { hash = Text(ref reader); }
            else if (reader.ValueTextEquals("claim"u8)) { reader.Read(); claim = reader.GetGuid(); }
            else { reader.Read(); reader.Skip(); }
        }

        return correlationId is null || causationId is null || actor is null || recordedAt is null
            ? throw new FormatException("The metadata lacks one of correlationId, causationId, actor and recordedAt.")
            : new(correlationId, causationId, actor, recordedAt.Value, transactionId, hash, claim);
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.ValueTextEquals(WellKnown.Anonymous) ? WellKnown.AnonymousText : reader.GetString();
    }

    private static class WellKnown
    {
        public const string AnonymousText = "anonymous";
        public static readonly byte[] Anonymous = Encoding.UTF8.GetBytes(AnonymousText);
    }
}
