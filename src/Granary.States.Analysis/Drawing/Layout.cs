namespace Granary.States.Analysis.Drawing;

/// <summary>A box of a drawing, in pixels from its upper left corner.</summary>
sealed record Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double Middle => X + (Width / 2);

    public Box Moved(double x, double y) => this with { X = X + x, Y = Y + y };
}

/// <summary>
/// Places boxes in layers, so that arrows lead down as far as they can: a box is below all that lead to it (longest path, arrows back
/// left out), and in its layer near the middle of those it is joined to (barycenters). Arrows over several layers have a lane of their own
/// there.
/// </summary>
/// <remarks>
/// Source of the method: Sugiyama, Tagawa, Toda, "Methods for visual understanding of hierarchical system structures", 1981.
/// </remarks>
sealed class Layout
{
    const double BetweenBoxes = 34;
    const double BetweenLayers = 58;
    const double LaneWidth = 10;
    const int Sweeps = 8;

    readonly IReadOnlyList<(double Width, double Height)> _sizes;
    readonly List<int> _layerOf = [];
    readonly List<(int From, int To)> _links = [];
    readonly List<List<int>> _layers = [];
    readonly List<double> _x = [];

    Layout(IReadOnlyList<(double Width, double Height)> sizes) => _sizes = sizes;

    /// <summary>Where the boxes stand; the first one begins.</summary>
    public List<Box> Boxes { get; } = [];

    /// <summary>The points that each arrow goes through between its boxes, in its direction.</summary>
    public List<List<(double X, double Y)>> Lanes { get; } = [];

    /// <summary>The lower end of a box's layer, which may hold higher boxes beside it.</summary>
    public double BottomAt(int box) => BottomOf(_layerOf[box]);

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <param name="sizes">At least one box.</param>
    /// <param name="arrows">Numbers of boxes.</param>
    public static Layout Of(IReadOnlyList<(double Width, double Height)> sizes, IReadOnlyList<(int From, int To)> arrows)
    {
        var layout = new Layout(sizes);
        layout.Place(arrows);
        return layout;
    }

    void Place(IReadOnlyList<(int From, int To)> arrows)
    {
        var back = Back(arrows);
        Rank([.. arrows.Select((a, i) => back.Contains(i) ? (a.To, a.From) : a).Where(a => a.Item1 != a.Item2)]);
        var lanes = arrows.Select((a, i) => back.Contains(i) ? Lane(a.To, a.From) : Lane(a.From, a.To)).ToList();
        Order();
        Spread();
        Position();
        for (var i = 0; i < arrows.Count; i++)
        {
            var points = lanes[i].SelectMany(n => new[] { (_x[n], TopOf(_layerOf[n])), (_x[n], BottomOf(_layerOf[n])) }).ToList();
            if (back.Contains(i))
                points.Reverse();
            Lanes.Add(points);
        }
    }

    /// <summary>The arrows that lead back to a box that is still being looked at, by number.</summary>
    HashSet<int> Back(IReadOnlyList<(int From, int To)> arrows)
    {
        var (state, back) = (new int[_sizes.Count], new HashSet<int>());
        var following = arrows.Index().ToLookup(a => a.Item.From);
        for (var i = 0; i < state.Length; i++)
            Visit(i);
        return back;

        void Visit(int box)
        {
            if (state[box] != 0)
                return;
            state[box] = 1;
            foreach (var (number, arrow) in following[box])
            {
                if (state[arrow.To] == 1)
                    back.Add(number);
                else
                    Visit(arrow.To);
            }

            state[box] = 2;
        }
    }

    void Rank(List<(int From, int To)> arrows)
    {
        var (known, into) = (new int?[_sizes.Count], arrows.ToLookup(a => a.To, a => a.From));
        for (var i = 0; i < _sizes.Count; i++)
        {
            _layerOf.Add(RankOf(i));
            _x.Add(0);
        }

        foreach (var (box, layer) in _layerOf.Index())
            LayerAt(layer).Add(box);

        int RankOf(int box) => known[box] ??= into[box].Select(f => RankOf(f) + 1).DefaultIfEmpty(0).Max();
    }

    /// <returns>The places that an arrow takes in the layers between its boxes.</returns>
    List<int> Lane(int upper, int lower)
    {
        var (lane, last) = (new List<int>(), upper);
        for (var layer = _layerOf[upper] + 1; layer < _layerOf[lower]; layer++)
        {
            var place = _layerOf.Count;
            _layerOf.Add(layer);
            _x.Add(0);
            LayerAt(layer).Add(place);
            _links.Add((last, place));
            lane.Add(place);
            last = place;
        }

        if (upper != lower)
            _links.Add((last, lower));
        return lane;
    }

    void Order()
    {
        var (above, below) = (_links.ToLookup(l => l.To, l => l.From), _links.ToLookup(l => l.From, l => l.To));
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var (isDown, neighbours) = sweep % 2 == 0 ? (true, above) : (false, below);
            for (var i = 1; i < _layers.Count; i++)
            {
                var layer = isDown ? i : _layers.Count - 1 - i;
                var order = _layers[isDown ? layer - 1 : layer + 1].Index().ToDictionary(p => p.Item, p => p.Index);
                var own = _layers[layer].Index().ToDictionary(p => p.Item, p => p.Index);
                _layers[layer] =
                [
                    .. _layers[layer].OrderBy(p => neighbours[p].Any() ? neighbours[p].Average(n => order[n]) : own[p]).ThenBy(p => own[p]),
                ];
            }
        }
    }

    /// <summary>Moves each place towards those it is joined to, as far as its neighbours let it.</summary>
    void Spread()
    {
        foreach (var layer in _layers)
        {
            for (var i = 1; i < layer.Count; i++)
                _x[layer[i]] = _x[layer[i - 1]] + Apart(layer[i - 1], layer[i]);
        }

        var (above, below) = (_links.ToLookup(l => l.To, l => l.From), _links.ToLookup(l => l.From, l => l.To));
        for (var sweep = 0; sweep < 2 * Sweeps; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? _layers : _layers.AsEnumerable().Reverse())
                Pull(layer, sweep % 2 == 0 ? above : below);
        }
    }

    void Pull(List<int> layer, ILookup<int, int> neighbours)
    {
        var wanted = layer.Select(p => neighbours[p].Any() ? neighbours[p].Average(n => _x[n]) : _x[p]).ToArray();

        // From the left as far right as wanted, from the right as far left: the middle of both keeps the distances.
        var (left, right) = (wanted.ToArray(), wanted.ToArray());
        for (var i = 1; i < layer.Count; i++)
            left[i] = Math.Max(left[i], left[i - 1] + Apart(layer[i - 1], layer[i]));
        for (var i = layer.Count - 2; i >= 0; i--)
            right[i] = Math.Min(right[i], right[i + 1] - Apart(layer[i], layer[i + 1]));
        for (var i = 0; i < layer.Count; i++)
            _x[layer[i]] = (left[i] + right[i]) / 2;
    }

    void Position()
    {
        var least = _layerOf.Index().Min(p => _x[p.Index] - (WidthOf(p.Index) / 2));
        for (var i = 0; i < _x.Count; i++)
            _x[i] -= least;
        for (var i = 0; i < _sizes.Count; i++)
        {
            var (width, height) = _sizes[i];
            Boxes.Add(new(_x[i] - (width / 2), TopOf(_layerOf[i]), width, height));
        }

        Width = Enumerable.Range(0, _x.Count).Max(p => _x[p] + (WidthOf(p) / 2));
        Height = BottomOf(_layers.Count - 1);
    }

    double TopOf(int layer) => Enumerable.Range(0, layer).Sum(l => HeightOf(l) + BetweenLayers);

    double BottomOf(int layer) => TopOf(layer) + HeightOf(layer);

    double HeightOf(int layer) => _layers[layer].Where(p => p < _sizes.Count).Select(p => _sizes[p].Height).DefaultIfEmpty(0).Max();

    double Apart(int left, int right) => ((WidthOf(left) + WidthOf(right)) / 2) + BetweenBoxes;

    double WidthOf(int place) => place < _sizes.Count ? _sizes[place].Width : LaneWidth;

    List<int> LayerAt(int layer)
    {
        while (_layers.Count <= layer)
            _layers.Add([]);
        return _layers[layer];
    }
}
