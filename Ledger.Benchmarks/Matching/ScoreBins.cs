using Ledger.Projections.Matching;

namespace Ledger.Benchmarks.Matching;

/// <summary>Whether scores are what they say: of the answers with a score of about 0.8, eight in ten should be right.</summary>
internal sealed class ScoreBins
{
    private static readonly double[] Bounds = [0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01];
    private readonly List<(double Score, bool Right)> _answers = [];
    private readonly (int Right, int All, double Sum)[] _bins = new (int, int, double)[Bounds.Length];

    public void Add(UserMatches answer, MatchingCase one)
    {
        if (answer.Users.Count == 0)
        {
            return;
        }

        _answers.Add((answer.Users[0].Score, one.Meant.Contains(answer.Users[0].Id)));
        var (score, bin) = (answer.Users[0].Score, 0);
        while (score >= Bounds[bin])
        {
            bin++;
        }

        var (right, all, sum) = _bins[bin];
        _bins[bin] = (right + (one.Meant.Contains(answer.Users[0].Id) ? 1 : 0), all + 1, sum + score);
    }

    /// <summary>
    /// The straight line through the log-odds of the scores that says best how often they were right: at 1 and 0 the scores are what they say.
    /// </summary>
    public void PrintFit()
    {
        var points = _answers.Select(answer => (X: Math.Log(answer.Score / (1 - answer.Score)), Y: answer.Right ? 1.0 : 0.0)).ToList();
        var (slope, offset) = (1.0, 0.0);
        for (var step = 0; step < 50; step++)
        {
            // Newton's method on the likelihood, with a little weight to what was before.
            var (g0, g1, h00, h01, h11) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
            foreach (var (x, y) in points)
            {
                var p = 1 / (1 + Math.Exp(-((slope * x) + offset)));
                var weight = p * (1 - p);
                (g0, g1) = (g0 + (y - p), g1 + ((y - p) * x));
                (h00, h01, h11) = (h00 + weight, h01 + (weight * x), h11 + (weight * x * x));
            }

            var determinant = (h00 * h11) - (h01 * h01);
            offset += ((h11 * g0) - (h01 * g1)) / determinant;
            slope += ((h00 * g1) - (h01 * g0)) / determinant;
        }

        Console.WriteLine($"log-odds of being right: {slope:F3} times those of the score, and {offset:F3}");
    }

    public void Print()
    {
        Console.WriteLine("best score, mean | answers | share that is right");
        foreach (var (right, all, sum) in _bins.Where(bin => bin.All > 0))
        {
            Console.WriteLine($"{sum / all,8:F3} | {all,6} | {(double)right / all:F3}");
        }
    }
}
