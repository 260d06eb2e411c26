using System.CommandLine;
using System.Globalization;
using Ledger.Projections.Matching;

namespace Ledger.Benchmarks.Matching;

/// <summary>How often the matcher is right, by kind of noise, beside the plain measures of likeness.</summary>
internal static class MatchingEvaluation
{
    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Other seeds make other lists and descriptions.", DefaultValueFactory = _ => 1 };
        var cases = new Option<int>("--cases") { Description = "How many descriptions.", DefaultValueFactory = _ => 5_000 };
        var wrong = new Option<int>("--show") { Description = "How many wrong answers to print.", DefaultValueFactory = _ => 0 };
        var observe = new Option<bool>("--observe") { Description = "Let the matcher see all descriptions of a list before." };
        var command = new Command("matching-eval", "Accuracy of matching descriptions to users on generated lists.") { seed, cases, wrong, observe };
        command.SetAction(arguments =>
            Run(arguments.GetValue(seed), arguments.GetValue(cases), arguments.GetValue(wrong), arguments.GetValue(observe)));
        return command;
    }

    private static void Run(int seed, int cases, int show, bool observe)
    {
        var (ours, others) = (new Tally("Ledger"), Baselines.All.Select(one => new Tally(one.Name)).ToList());
        var bins = new ScoreBins();
        foreach (var set in SetMaker.Make(seed, cases))
        {
            using var matcher = new UserMatcher();
            foreach (var user in set.Users)
            {
                matcher.Put(user.Id, user.Written);
            }

            foreach (var one in observe ? set.Cases : [])
            {
                matcher.ObserveDescription(one.Description);
            }

            foreach (var one in set.Cases)
            {
                var answer = matcher.Match(one.Description, 3, 0);
                var best = answer.Users.Count > 0 ? answer.Users[0].Id : null;
                var right = ours.Add(one, answer.Decision == MatchDecision.None ? null : best, answer.Decision == MatchDecision.Match, best);
                bins.Add(answer, one);
                if (!right && show-- > 0)
                {
                    Print(one, answer, set);
                }

                for (var i = 0; i < others.Count; i++)
                {
                    AddBaseline(others[i], Baselines.All[i], one, set);
                }
            }
        }

        EvaluationReport.Print([ours, .. others]);
        bins.Print();
        bins.PrintFit();
    }

    private static void AddBaseline(
        Tally tally, (string Name, double Threshold, Func<string, string, double> Likeness) baseline, MatchingCase one, MatchingSet set)
    {
        var best = set.Users.Select(user => (user.Id, Likeness: baseline.Likeness(one.Description, user.Written))).MaxBy(user => user.Likeness);
        var named = best.Likeness >= baseline.Threshold;
        tally.Add(one, named ? best.Id : null, named, best.Id);
    }

    private static void Print(MatchingCase one, UserMatches answer, MatchingSet set)
    {
        var meant = string.Join(" | ", one.Meant.Select(id => set.Users.First(user => user.Id == id).Written));
        Console.WriteLine($"{one.Kind}: [{one.Description}] means [{meant}], answered {answer.Decision}");
        foreach (var user in answer.Users.Take(2))
        {
            var words = string.Join(", ", user.Evidence.Select(word => $"{word.NameWord} <- {word.Text} ({word.Kind}, {word.Edits.ToString(CultureInfo.InvariantCulture)})"));
            Console.WriteLine($"    {user.Score:F3} {user.Name}: {words}");
        }
    }
}
