using System.Buffers.Binary;
using Ledger.EventStore.EventStoreDb.Protocol;

namespace Ledger.Tests.Support.EventStoreDb;

/// <summary>Ids in the two forms that they travel in.</summary>
internal static class Uuids
{
    public static UUID AsText(Guid id) => new() { String = id.ToString() };

    public static UUID AsBits(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new()
        {
            Structured = new()
            {
                MostSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes),
                LeastSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]),
            },
        };
    }

    public static Guid Parse(UUID? id)
    {
        switch (id?.ValueCase)
        {
            case UUID.ValueOneofCase.String:
                return Guid.Parse(id.String);
            case UUID.ValueOneofCase.Structured:
                Span<byte> bytes = stackalloc byte[16];
                BinaryPrimitives.WriteInt64BigEndian(bytes, id.Structured.MostSignificantBits);
                BinaryPrimitives.WriteInt64BigEndian(bytes[8..], id.Structured.LeastSignificantBits);
                return new(bytes, bigEndian: true);
            default:
                throw GrpcFailure.InvalidArgument("An id is missing.");
        }
    }
}
