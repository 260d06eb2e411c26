using System.Text;
using System.Text.Unicode;

namespace Ledger.EventStore.Serialization;

/// <summary>Metadata in the plain form in which it is stored, without an object for it; its texts lie in the bytes that were read.</summary>
internal ref struct PlainMetadata
{
    private ReadOnlySpan<byte> _correlationId;
    private ReadOnlySpan<byte> _causationId;
    private ReadOnlySpan<byte> _actor;
    private ReadOnlySpan<byte> _commandHash;
    private DateTimeOffset _recordedAt;
    private Guid? _transactionId;
    private Guid? _claim;
    private bool _hasHash;

    public readonly EventFacts Facts => new(_recordedAt, _transactionId, _hasHash, _claim);

    public readonly EventMetadata Values => new(
        TextOf(_correlationId), TextOf(_causationId), TextOf(_actor), _recordedAt, _transactionId, _hasHash ? TextOf(_commandHash) : null, _claim);

    /// <param name="suffix">How many bytes at the end are the chain's.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, int suffix, out PlainMetadata read)
    {
        read = default;
        var json = new PlainJson(utf8);
        return json.TryPass("{\"correlationId\":\""u8) && json.TryReadText(out read._correlationId)
            && json.TryPass(",\"causationId\":\""u8) && json.TryReadText(out read._causationId)
            && json.TryPass(",\"actor\":\""u8) && json.TryReadText(out read._actor)
            && json.TryPass(",\"recordedAt\":\""u8) && json.TryReadText(out var time) && Instant.TryParse(time, out read._recordedAt)
            && TryReadId(ref json, ",\"transactionId\":\""u8, out read._transactionId)
            && (!(read._hasHash = json.TryPass(",\"commandHash\":\""u8)) || json.TryReadText(out read._commandHash))
            && TryReadId(ref json, ",\"claim\":\""u8, out read._claim)
            && json.Left == suffix && Utf8.IsValid(utf8);
    }

    private static bool TryReadId(ref PlainJson json, ReadOnlySpan<byte> opens, out Guid? id)
    {
        id = null;
        if (!json.TryPass(opens))
        {
            return true;
        }

        if (!json.TryReadId(out var read))
        {
            return false;
        }

        id = read;
        return true;
    }

    private static string TextOf(ReadOnlySpan<byte> utf8) => utf8.SequenceEqual("anonymous"u8) ? "anonymous" : Encoding.UTF8.GetString(utf8);
}
