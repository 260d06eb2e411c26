using Ledger.Projections.Matching.Alignment;
using Ledger.Projections.Matching.Candidates;
using Ledger.Projections.Matching.Names;
using Ledger.Projections.Matching.Text;

namespace Ledger.Projections.Matching.Decision;

/// <summary>A user with how well the name fits, and the reading of the description in which it does.</summary>
internal sealed record Candidate(ListedUser User, Reading Reading, Fit Fit, LetterStream Stream);

/// <summary>Compares one reading of a description with the users that may be named in it. One serves one thread, one question at a time.</summary>
internal sealed class NameSearch
{
    private const int FewUsers = 64;
    private const int MostUsers = 600;
    private const double Good = 2.5;
    private const float NicknameCost = 0.3f;
    private const float NicknameLimit = 0.5f;

    /// <summary>A nickname of two letters is judged as the name that it stands for.</summary>
    private const int ShortestName = 4;
    private readonly Retrieval _retrieval = new();
    private readonly WordAligner _aligner = new();
    private readonly Dictionary<int, IReadOnlyList<Region>> _direct = [];
    private readonly Dictionary<int, IReadOnlyList<Region>> _all = [];
    private readonly Dictionary<int, float> _weights = [];

    public void Run(DescriptionWords words, UserTable users, Dictionary<string, Candidate> found)
    {
        (LetterStream stream, Vocabulary vocabulary) = (words.Stream, users.Words);
        Weigh(words, vocabulary);
        var fitter = new NameFitter(new Evaluation(words, users.Count), word => Places(words, vocabulary, word));
        var (tried, best) = (0, double.MinValue);
        foreach (var (number, _) in _weights.OrderByDescending(pair => pair.Value).Take(MostUsers))
        {
            if (tried++ == FewUsers && best >= Good)
            {
                break;
            }

            var user = users[number]!;
            foreach (var reading in user.Readings)
            {
                if (fitter.Of(reading) is { } fit && (!found.TryGetValue(user.Id, out var other) || other.Fit.Evidence < fit.Evidence))
                {
                    found[user.Id] = new Candidate(user, reading, fit, stream);
                    best = Math.Max(best, fit.Evidence);
                }
            }
        }

        _direct.Clear();
        _all.Clear();
        _weights.Clear();
    }

    /// <summary>Weighs users by how much of their names is found, letter by letter.</summary>
    private void Weigh(DescriptionWords words, Vocabulary vocabulary)
    {
        foreach (var word in _retrieval.WordsIn(words.Stream, vocabulary))
        {
            var places = Direct(words, vocabulary, word);
            if (places.Count == 0)
            {
                continue;
            }

            var weight = Math.Max(places[0].Length - (places[0].Cost * 2), 0.5f);
            AddUsers(vocabulary.UsersOf(word), weight);
            foreach (var form in vocabulary.FormsOf(word))
            {
                AddUsers(vocabulary.UsersOf(form), weight * 0.8f);
            }
        }
    }

    private void AddUsers(ReadOnlySpan<int> users, float weight)
    {
        foreach (var user in users)
        {
            _weights[user] = _weights.GetValueOrDefault(user) + weight;
        }
    }

    private IReadOnlyList<Region> Direct(DescriptionWords words, Vocabulary vocabulary, int word)
    {
        if (!_direct.TryGetValue(word, out var places))
        {
            var spelling = vocabulary[word];
            places = spelling.Letters.Length < 2 ? [] : _aligner.Find(words, spelling, Region.LimitOf(spelling.Letters.Length + (spelling.Foreign ? 1 : 0), false));
            _direct[word] = [.. places.Select(place => OtherNames.Judge(place, spelling, words, vocabulary))];
            places = _direct[word];
        }

        return places;
    }

    /// <summary>Where the word or another form of it stands.</summary>
    private IReadOnlyList<Region> Places(DescriptionWords words, Vocabulary vocabulary, int word)
    {
        if (_all.TryGetValue(word, out var known))
        {
            return known;
        }

        var places = Direct(words, vocabulary, word).ToList();
        var spelling = vocabulary[word];
        foreach (var other in spelling.Foreign ? [] : Nicknames.Of(spelling.Letters))
        {
            if (vocabulary.Find(new NameSpelling(other, false)) is >= 0 and var id)
            {
                places.AddRange(Direct(words, vocabulary, id)
                    .Where(place => place.Cost <= NicknameLimit && other.Length > 1)
                    .Select(place => place with { Cost = place.Cost + NicknameCost, Length = Math.Max(place.Length, ShortestName), Nickname = true })
                    .Where(place => !places.Exists(better => better.Start <= place.Start && better.End >= place.End && better.Cost <= place.Cost)));
            }
        }

        places.Sort((one, other) => one.Cost.CompareTo(other.Cost));
        return _all[word] = places.Count > 6 ? places[..6] : places;
    }
}
