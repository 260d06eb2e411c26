using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Names;

/// <summary>Chinese and Korean names are written without a blank, the surname first: one sign, of four signs two.</summary>
internal static class SignNames
{
    /// <returns>Where the surname ends, in letters; 0 where it is not such a name.</returns>
    public static int SurnameEnd(LetterStream stream)
    {
        var seams = new List<int>();
        for (var i = 1; i < stream.Length; i++)
        {
            switch (stream.Glyphs[i])
            {
                case { Before: Gap.Seam, Foreign: true }:
                    seams.Add(i);
                    break;
                case { Before: Gap.None, Foreign: true }:
                    break;
                default:
                    return 0;
            }
        }

        return seams.Count is 1 or 2 ? seams[0] : seams.Count == 3 ? seams[1] : 0;
    }
}
