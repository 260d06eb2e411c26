using Ledger.Projections.Matching.Alignment;
using Ledger.Projections.Matching.Names;
using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Decision;

/// <summary>Weighs how the words of a name were found in one description, together.</summary>
internal sealed class Evaluation(DescriptionWords words, int users)
{
    private readonly Edges _edges = new(words.Stream, words);
    private readonly Surroundings _around = new(words);
    private readonly double _chance = Math.Log2(users + 1) + Weights.ChanceMargin;

    /// <param name="found">What was chosen; initials are added to it.</param>
    public double Of(NameWord[] name, WordFit[] found)
    {
        var places = Places(found);
        Initials.Add(words, name, found, places);
        var (worst, sum, count, surprise, edges) = (0.0, 0.0, 0, 0.0, 0.0);
        for (var i = 0; i < found.Length; i++)
        {
            if (!found[i].Found)
            {
                continue;
            }

            var place = found[i].Place;
            if (found[i].IsInitial)
            {
                (worst, sum, count) = (Math.Max(worst, name[i].Role == WordRole.Middle ? 0 : Weights.InitialLoss), sum + Weights.InitialLoss, count + 1);
                continue;
            }

            var (before, after) = NeighboursOf(places, place);
            var (left, right) = ((double)_edges.Left(place.Start, before), (double)_edges.Right(place.End, after));
            left = (Initials.Explains(words, name, found, place.Start) ? 0 : left) + (place.Sounds ? Parted(place.Start) : 0);
            right += place.Sounds ? Parted(place.End) : 0;
            var loss = (place.Cost + left + right) / Region.LimitOf(place.Length, place.Sounds);
            (worst, sum, count, edges) = (Math.Max(worst, loss), sum + loss, count + 1, edges + left + right);
            surprise += Surprise(place, left, right, before == place.Start);
        }

        var evidence = Weights.Full - (Weights.Worst * worst) - (Weights.Mean * sum / count);
        evidence += Math.Min(0, (surprise - _chance) * Weights.Chance);
        return evidence - _around.Loss(places) - Completeness.Loss(new NameFound(name, found, places, worst, edges), _around);
    }

    private static List<Region> Places(WordFit[] found)
    {
        var places = new List<Region>(found.Length);
        foreach (var word in found)
        {
            if (word.Found)
            {
                places.Add(word.Place);
            }
        }

        places.Sort((one, other) => one.Start.CompareTo(other.Start));
        return places;
    }

    /// <returns>The end of the place before this one, and the start of the one after it.</returns>
    private static (int Before, int After) NeighboursOf(List<Region> places, Region place)
    {
        var at = places.FindIndex(other => other.Start == place.Start);
        return (at == 0 ? 0 : places[at - 1].End, at == places.Count - 1 ? int.MaxValue : places[at + 1].Start);
    }

    /// <summary>By sound, any two short words make up a long one: that names are glued must show in another way.</summary>
    private double Parted(int at) =>
        at > 0 && at < words.Stream.Length && words.Stream.Glyphs[at].Before == Gap.None
        && words.Stream.Glyphs[at].Source != words.Stream.Glyphs[at - 1].Source ? Weights.PartedSound : 0;

    /// <summary>Bits: how unlikely it is that such letters stand there by chance.</summary>
    private double Surprise(Region place, double left, double right, bool follows)
    {
        var clean = (left == 0 ? Weights.BitsOfEdge : 0) + (right == 0 ? Weights.BitsOfEdge : 0);
        return place.Bits + clean - (place.Cost * Weights.BitsOfEdit) - (follows ? 1 : Math.Log2(words.Stream.Length));
    }
}
