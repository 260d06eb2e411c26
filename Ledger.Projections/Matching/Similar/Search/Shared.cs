using System.Runtime.InteropServices;

namespace Ledger.Projections.Matching.Similar.Search;

/// <summary>The weights, as squares, of the pieces of a text, and of those of them that are asked for.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Shared
{
    /// <summary>What a text that holds all that is asked for scores at least, however much else it says.</summary>
    private const float Held = 0.6f;

    private float _all;
    private float _shared;

    public int Pieces { get; private set; }

    public void Add(float square, bool counts, bool asked)
    {
        if (counts)
        {
            Pieces++;
            _all += square;
            _shared += asked ? square : 0;
        }
    }

    /// <summary>The cosine; or more, where most of what is asked for is there among other things.</summary>
    public readonly float LikenessTo(in Shared asked)
    {
        if (_shared == 0)
        {
            return 0;
        }

        var (cosine, there) = (_shared / MathF.Sqrt(_all * asked._all), _shared / asked._all);
        return Math.Max(cosine, there * there * there * (Held + ((1 - Held) * cosine)));
    }
}
