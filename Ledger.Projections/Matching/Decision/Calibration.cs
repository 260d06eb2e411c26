namespace Ledger.Projections.Matching.Decision;

/// <summary>From evidence to how often such a user is the right one: a logistic set by hand beside the one that fits generated descriptions.</summary>
internal static class Calibration
{
    public const double Slope = 3.5;
    private const double Least = 0.0001;
    public const double Centre = 0.75;

    public static double ScoreOf(double evidence) =>
        Math.Clamp(Math.Round(1 / (1 + Math.Exp(-Slope * (evidence - Centre))), 4), Least, 1 - Least);
}
