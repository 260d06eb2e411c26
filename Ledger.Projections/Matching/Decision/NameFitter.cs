using Ledger.Projections.Matching.Alignment;
using Ledger.Projections.Matching.Candidates;
using Ledger.Projections.Matching.Names;

namespace Ledger.Projections.Matching.Decision;

/// <summary>Chooses, of the places where each word of a name may stand, those that together fit best and do not overlap.</summary>
internal sealed class NameFitter(Evaluation evaluation, Func<int, IReadOnlyList<Region>> regionsOf)
{
    private const int MostTries = 600;
    private WordFit[] _words = [];
    private Fit? _best;
    private int _tries;

    public Fit? Of(Reading reading)
    {
        (_words, _best, _tries) = (new WordFit[reading.Words.Length], null, 0);
        Choose(reading, 0);
        return _best;
    }

    private void Choose(Reading reading, int at)
    {
        if (at == reading.Words.Length)
        {
            Consider(reading);
            return;
        }

        if (reading.Words[at].Role != WordRole.Initial)
        {
            foreach (var region in regionsOf(reading.Ids[at]))
            {
                if (_tries < MostTries && IsFree(region, at))
                {
                    _words[at] = new WordFit(true, region, false);
                    Choose(reading, at + 1);
                }
            }
        }

        _words[at] = WordFit.Missing;
        Choose(reading, at + 1);
    }

    private bool IsFree(Region region, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (_words[i].Found && _words[i].Place.Overlaps(region))
            {
                return false;
            }
        }

        return true;
    }

    private void Consider(Reading reading)
    {
        _tries++;
        if (!Array.Exists(_words, word => word.Found))
        {
            return;
        }

        var words = (WordFit[])_words.Clone();
        var evidence = evaluation.Of(reading.Words, words);
        if (_best is null || evidence > _best.Evidence)
        {
            _best = new Fit(evidence, words);
        }
    }
}
