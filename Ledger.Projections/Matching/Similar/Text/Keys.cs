using System.Numerics;
using System.Runtime.InteropServices;

namespace Ledger.Projections.Matching.Similar.Text;

/// <summary>Keys of 64 bits for pieces of text, evenly spread.</summary>
internal static class Keys
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    /// <summary>Of up to four letters: different ones have different keys.</summary>
    public static ulong Of(char one, char two, char three, char four = '\0') =>
        Spread(((ulong)one << 48) | ((ulong)two << 32) | ((ulong)three << 16) | four);

    /// <summary>Of letters of any number: two texts have the same key once in 2^64.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        unchecked
        {
            var key = Odd ^ (ulong)text.Length;
            while (text.Length >= 4)
            {
                key = (BitOperations.RotateLeft(key, 29) ^ MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(text))) * Odd;
                text = text[4..];
            }

            foreach (var letter in text)
            {
                key = (BitOperations.RotateLeft(key, 29) ^ letter) * Odd;
            }

            return Spread(key);
        }
    }

    /// <summary>A bijection (the finisher of SplitMix64, by Steele, Lea and Flood), so that no two keys become one.</summary>
    private static ulong Spread(ulong key)
    {
        unchecked
        {
            key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
            key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
            return key ^ (key >> 31);
        }
    }
}
