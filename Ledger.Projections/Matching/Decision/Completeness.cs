using Ledger.Projections.Matching.Alignment;
using Ledger.Projections.Matching.Names;

namespace Ledger.Projections.Matching.Decision;

/// <param name="Worst">The greatest loss of a word, 1 being the limit.</param>
/// <param name="Edges">What is left of glued words, in letters.</param>
internal readonly record struct NameFound(NameWord[] Name, WordFit[] Found, List<Region> Places, double Worst, double Edges);

/// <summary>What it means that words of a name are not in a description, or that the name is a single word.</summary>
internal static class Completeness
{
    private const int ShortestPart = 3;
    private const int GluedName = 9;
    private const double ImpossiblePart = 10;
    private const double CleanPart = 0.4;

    public static double Loss(NameFound name, Surroundings around)
    {
        var (loss, needed, found) = (0.0, 0, 0);
        var beside = around.HasWordBeside(name.Places);
        for (var i = 0; i < name.Name.Length; i++)
        {
            found += name.Found[i] is { Found: true, IsInitial: false } ? 1 : 0;
            if (!name.Found[i].Found)
            {
                loss += name.Name[i].Role switch
                {
                    WordRole.Middle => beside ? Weights.MiddleOther : Weights.MiddleMissing,
                    WordRole.Particle => Weights.ParticleMissing,
                    WordRole.Half => Weights.HalfMissing,
                    WordRole.Initial when name.Name.Length > 2 => Weights.MiddleMissing / 2,
                    _ => 0,
                };
                needed += name.Name[i].Role == WordRole.Needed || (name.Name[i].Role == WordRole.Initial && name.Name.Length <= 2) ? 1 : 0;
            }
        }

        loss += Order(name) + (Math.Max(0, name.Edges - Weights.EdgesOfOneWord) * Weights.MoreEdges);
        if (needed > 0)
        {
            return loss + Part(name, around, beside, needed, found);
        }

        return loss + (name.Name.Length == 1 ? Single(name, around, beside) : 0) + (IsBoilerplate(name, around) ? Weights.Boilerplate : 0);
    }

    private static double Order(NameFound name)
    {
        var last = -1;
        foreach (var word in name.Found)
        {
            if (word.Found && word.Place.Start < last)
            {
                return Weights.Swapped;
            }

            last = word.Found ? word.Place.Start : last;
        }

        return 0;
    }

    /// <summary>
    /// A part of a name names somebody only where nothing else could be the rest of it: who shares a first name is another person.
    /// </summary>
    private static double Part(NameFound name, Surroundings around, bool beside, int needed, int found)
    {
        var place = name.Found.First(word => word is { Found: true, IsInitial: false }).Place;
        var unlikely = needed > 1 || name.Worst > CleanPart || name.Edges > CleanPart || place.Length < ShortestPart
            || around.InReference(place) || around.IsAfterPayee(place) || (found == 1 && around.IsBoilerplate(place));
        if (unlikely)
        {
            return ImpossiblePart;
        }

        return (found > 1 ? Weights.PartOfMany : Weights.PartOfTwo)
            + (beside ? Weights.OtherName : around.HasWordElsewhere(name.Places) ? Weights.OtherNameFar : 0);
    }

    private static double Single(NameFound name, Surroundings around, bool beside)
    {
        var place = name.Places[0];
        var named = place.Length >= GluedName ? 0
            : Weights.Single + (beside ? Weights.SingleBeside : 0) + (around.InReference(place) ? Weights.OtherNameFar : 0);
        named += (Math.Max(0, name.Worst - Weights.SingleSure) * Weights.SingleUnsure) + (place.Nickname ? Weights.SingleOtherForm : 0);
        return named + (around.IsAfterPayee(place) ? Weights.Boilerplate : 0);
    }

    /// <summary>After "from" even a word that every description has is a name.</summary>
    private static bool IsBoilerplate(NameFound name, Surroundings around) =>
        name.Places.TrueForAll(around.IsBoilerplate) && !name.Places.Exists(around.IsAfterPayer);
}
