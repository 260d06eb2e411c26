using System.CommandLine;
using System.Diagnostics;
using Bogus;
using Ledger.Projections.Matching.Similar;

namespace Ledger.Benchmarks.Matching;

/// <summary>
/// How long it takes to find similar transactions among many, how often the right one is the first, by kind of question, and how much memory they need.
/// </summary>
internal static class SimilarSpeed
{
    private const int Together = 10_000;
    private const int Warmup = 200;

    public static Command Create()
    {
        var transactions = new Option<int>("--transactions") { Description = "How many transactions.", DefaultValueFactory = _ => 1_000_000 };
        var asked = new Option<int>("--questions") { Description = "How many questions of each kind.", DefaultValueFactory = _ => 200 };
        var seed = new Option<int>("--seed") { Description = "Other seeds make other transactions.", DefaultValueFactory = _ => 1 };
        var show = new Option<int>("--show") { Description = "How many wrong answers to print.", DefaultValueFactory = _ => 0 };
        var command = new Command("similar-speed", "Measures finding similar transactions among many, one at a time, and how often the right one is first.")
        {
            transactions, asked, seed, show,
        };
        command.SetAction(arguments =>
            Run(arguments.GetValue(transactions), arguments.GetValue(asked), arguments.GetValue(seed), arguments.GetValue(show)));
        return command;
    }

    /// <summary>Fills an index and says how long it took and what it takes.</summary>
    public static SimilarIndex Fill(int transactions, int seed, int every, out List<DescribedTransaction> some)
    {
        (some, var index, var spent) = ([], new SimilarIndex(), TimeSpan.Zero);
        var before = GC.GetTotalMemory(true);
        foreach (var page in new SimilarSet(seed, 50_000).Transactions().Take(transactions).Chunk(Together))
        {
            var started = Stopwatch.GetTimestamp();
            index.Add(page);
            spent += Stopwatch.GetElapsedTime(started);
            some.AddRange(page.Where((_, i) => i % every == 0));
        }

        var memory = (GC.GetTotalMemory(true) - before) / 1048576.0;
        Console.WriteLine($"{transactions:N0} transactions in {spent.TotalSeconds:F1} s, {transactions / spent.TotalSeconds:N0} a second, {memory:F0} MiB");
        return index;
    }

    private static void Run(int transactions, int questions, int seed, int show)
    {
        using var index = Fill(transactions, seed, Math.Max(1, transactions / (questions * 20)), out var some);
        var (random, times) = (new Randomizer(seed + 1), new List<double>());
        var noise = new SimilarNoise(random);
        Console.WriteLine($"{"kind",-20}{"asked",8}{"first",10}{"score",8}{"p50 ms",9}{"p99 ms",9}");
        for (var i = 0; i < Warmup; i++)
        {
            index.Find(random.ListItem(some).Description!, 10, 0.3);
        }

        foreach (var kind in SimilarNoise.Kinds)
        {
            times.AddRange(Ask(index, noise, kind, [.. random.Shuffle(some)], questions, ref show));
        }

        times.AddRange(Unrelated(index, questions));
        times.Sort();
        Console.WriteLine($"all {times.Count}: p50 {times[times.Count / 2]:F2} ms, p99 {times[times.Count * 99 / 100]:F2} ms, max {times[^1]:F2} ms, mean {times.Average():F2} ms");
        Console.WriteLine($"whole process {Process.GetCurrentProcess().WorkingSet64 / 1048576.0:F0} MiB");
    }

    private static List<double> Ask(SimilarIndex index, SimilarNoise noise, string kind, DescribedTransaction[] some, int questions, ref int show)
    {
        var (times, right, score) = (new List<double>(), 0, 0.0);
        foreach (var one in some)
        {
            if (times.Count == questions || noise.Ask(kind, one) is not { } text)
            {
                continue;
            }

            var started = Stopwatch.GetTimestamp();
            var answer = index.Find(text, 10, 0.3);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            var first = answer.Transactions is [var best, ..] && best.Id == one.Id;
            right += first ? 1 : 0;
            score += first ? answer.Transactions[0].Score : 0;
            if (!first && show-- > 0)
            {
                Console.WriteLine($"    [{text}] for [{one.Description}] [{one.Reference}]: {string.Join(", ", answer.Transactions.Take(3).Select(each => $"{each.Score:F3}"))}");
            }
        }

        if (times.Count > 0)
        {
            List<double> sorted = [.. times.Order()];
            Console.WriteLine($"{kind,-20}{times.Count,8}{$"{100.0 * right / times.Count:F1} %",10}{score / Math.Max(right, 1),8:F3}{sorted[sorted.Count / 2],9:F2}{sorted[sorted.Count * 99 / 100],9:F2}");
        }

        return times;
    }

    /// <summary>Texts that have nothing to do with payments.</summary>
    private static List<double> Unrelated(SimilarIndex index, int questions)
    {
        var (faker, times, scores) = (new Faker("en") { Random = new Randomizer(99) }, new List<double>(), new List<double>());
        for (var i = 0; i < questions; i++)
        {
            var text = faker.Lorem.Sentence(8);
            var started = Stopwatch.GetTimestamp();
            var answer = index.Find(text, 1, 0);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            scores.Add(answer.Transactions is [var best, ..] ? best.Score : 0);
        }

        scores.Sort();
        List<double> sorted = [.. times.Order()];
        Console.WriteLine($"{"unrelated",-20}{questions,8}{"",10}{scores[questions / 2],8:F3}{sorted[questions / 2],9:F2}{sorted[questions * 99 / 100],9:F2}   best score {scores[^1]:F3}, reaching 0.3: {scores.Count(score => score >= 0.3)}");
        return times;
    }
}
