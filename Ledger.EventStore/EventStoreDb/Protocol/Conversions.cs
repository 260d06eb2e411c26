using System.Buffers.Binary;

namespace Ledger.EventStore.EventStoreDb.Protocol;

/// <summary>Ids travel as text or as two numbers; both are read, the shorter is written.</summary>
internal static class Conversions
{
    public static UUID ToUuid(this Guid id)
    {
        var uuid = new UUID { Structured = new() };
        uuid.Structured.Set(id);
        return uuid;
    }

    /// <summary>Sets an id in place, so that one message can be used again and again.</summary>
    public static void Set(this UUID.Types.Structured structured, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        structured.MostSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes);
        structured.LeastSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }

    /// <exception cref="IOException">It is no id.</exception>
    public static Guid ToGuid(this UUID? uuid)
    {
        switch (uuid?.ValueCase)
        {
            case UUID.ValueOneofCase.Structured:
                Span<byte> bytes = stackalloc byte[16];
                BinaryPrimitives.WriteInt64BigEndian(bytes, uuid.Structured.MostSignificantBits);
                BinaryPrimitives.WriteInt64BigEndian(bytes[8..], uuid.Structured.LeastSignificantBits);
                return new(bytes, bigEndian: true);
            case UUID.ValueOneofCase.String when Guid.TryParse(uuid.String, out var id):
                return id;
            default:
                throw new IOException("The server sent an id that is none.");
        }
    }
}
