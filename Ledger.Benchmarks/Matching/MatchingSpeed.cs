using System.CommandLine;
using System.Diagnostics;
using Bogus;
using Ledger.Projections.Matching;

namespace Ledger.Benchmarks.Matching;

/// <summary>How long it takes to find who is meant among many users, and how much memory they need.</summary>
internal static class MatchingSpeed
{
    private const int Warmup = 300;

    public static Command Create()
    {
        var users = new Option<int>("--users") { Description = "How many users.", DefaultValueFactory = _ => 100_000 };
        var asked = new Option<int>("--questions") { Description = "How many descriptions.", DefaultValueFactory = _ => 5_000 };
        var command = new Command("matching-speed", "Measures matching of descriptions to a long list of users, one at a time.") { users, asked };
        command.SetAction(arguments => Run(arguments.GetValue(users), arguments.GetValue(asked)));
        return command;
    }

    private static void Run(int users, int questions)
    {
        var random = new Randomizer(4_711);
        var people = new People(random);
        var listed = Enumerable.Range(0, users).Select(_ => people.Make(random.Bool(0.02f))).ToArray();
        var before = GC.GetTotalMemory(true);
        var started = Stopwatch.GetTimestamp();
        using var matcher = new UserMatcher();
        for (var i = 0; i < listed.Length; i++)
        {
            matcher.Put($"user-{i}", listed[i].Full);
        }

        var built = Stopwatch.GetElapsedTime(started);
        Console.WriteLine($"{users:N0} users in {built.TotalSeconds:F1} s, {(GC.GetTotalMemory(true) - before) / 1048576.0:F0} MiB");
        Ask(matcher, [.. Questions(listed, random, questions + Warmup)]);
    }

    private static IEnumerable<(string Description, string Meant)> Questions(Person[] listed, Randomizer random, int count)
    {
        var (noise, wordings) = (new Noise(random), new Wordings(random));
        for (var i = 0; i < count; i++)
        {
            var person = random.ArrayElement(listed);
            yield return (i % 8) switch
            {
                0 => (wordings.WithoutName(), string.Empty),
                1 => (wordings.Around(noise.Missing(person.Full)), person.Full),
                2 => (wordings.Around(noise.Swapped(person.Full)), person.Full),
                3 => (wordings.Glued(noise.Glued(person.Full)), person.Full),
                4 => (wordings.Around(noise.BlankInside(person.Full)), person.Full),
                5 => (wordings.Around(noise.Leet(person.Full)), person.Full),
                _ => (wordings.Around(person.Full), person.Full),
            };
        }
    }

    private static void Ask(UserMatcher matcher, (string Description, string Meant)[] questions)
    {
        var (times, right, named, none, unnamed) = (new List<double>(), 0, 0, 0, 0);
        foreach (var (description, meant) in questions)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = matcher.Match(description, 5, 0);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            named += meant.Length > 0 ? 1 : 0;
            unnamed += meant.Length == 0 ? 1 : 0;
            right += meant.Length > 0 && answer.Decision != MatchDecision.None && answer.Users[0].Name == meant ? 1 : 0;
            none += meant.Length == 0 && answer.Decision == MatchDecision.None ? 1 : 0;
        }

        times = [.. times.Skip(Warmup).Order()];
        Console.WriteLine($"p50 {times[times.Count / 2]:F2} ms, p99 {times[times.Count * 99 / 100]:F2} ms, max {times[^1]:F2} ms, mean {times.Average():F2} ms");
        Console.WriteLine($"named and right {100.0 * right / named:F1} %, not named and none {100.0 * none / unnamed:F1} %");
    }
}
