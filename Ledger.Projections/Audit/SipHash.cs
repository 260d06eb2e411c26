using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Ledger.Projections.Audit;

/// <summary>
/// SipHash-2-4 with 128 bits of output: a pseudorandom function of a key, fast on short inputs. From J.-P. Aumasson and D. J. Bernstein,
/// "SipHash: a fast short-input PRF" (INDOCRYPT 2012), and, for 128 bits, https://github.com/veorq/SipHash.
/// </summary>
internal static class SipHash
{
    public const int KeyLength = 16;

    /// <returns>The sixteen bytes of the output as a number, the first byte the lowest.</returns>
    public static UInt128 Hash(ulong key0, ulong key1, ReadOnlySpan<byte> input)
    {
        // "somepseudorandomlygeneratedbytes"; the 0xee tells outputs of 128 bits from those of 64.
        var v0 = key0 ^ 0x736f6d6570736575;
        var v1 = key1 ^ 0x646f72616e646f6d ^ 0xee;
        var v2 = key0 ^ 0x6c7967656e657261;
        var v3 = key1 ^ 0x7465646279746573;
        var last = (ulong)(input.Length & 0xff) << 56;
        for (; input.Length >= sizeof(ulong); input = input[sizeof(ulong)..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(input);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
        }

        for (var i = 0; i < input.Length; i++)
        {
            last |= (ulong)input[i] << (8 * i);
        }

        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xee;
        var lower = End(ref v0, ref v1, ref v2, ref v3);
        v1 ^= 0xdd;
        return new(End(ref v0, ref v1, ref v2, ref v3), lower);
    }

    private static ulong End(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        for (var i = 0; i < 4; i++)
        {
            Round(ref v0, ref v1, ref v2, ref v3);
        }

        return v0 ^ v1 ^ v2 ^ v3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        unchecked
        {
            v0 += v1;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v3;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
