from exp import *
fams=[f for f in unpickle('kits') if 'kg' not in f.hands]
C=Counter(); n=0
for f in fams:
    f.facts,f.items,f.summ=f.prep(f.E)
    by={i.id:i for i in f.items}
    der={f.back[e['from']] for e in f.row['edges']}
    hasedge={e.start for e in f.E}
    for grp in f.gold_groups(f.items,f.facts):
        if grp[0] not in f.gold: continue
        ge=f.row['events'][f.gold[grp[0]][0]]
        full=[by[c] for c in grp]+[i for i in f.items if i.id in f.facts.exact and f.facts.exact[i.id] in grp]
        ev=event_of(Draft(tuple(sorted(full,key=lambda i:i.id)),()),f.facts,())
        if ge['origins_min']<2 and ev.origins_min>=2:
            n+=1
            print('---',f.row['id'],ge['id'],'gold',ge['origins_min'],ev.origins_min)
            for o in ev.origins:
                if o.certain:
                    docs=[(f.ids[d],'derived' if d in der else 'root','edge' if d in hasedge else 'noedge') for d in o.documents]
                    print('   ',o.name[:40],o.status,docs,'|',[r[:90] for r in o.reasons[-2:]], {f.gold[c][1:] for c in o.claims if c in f.gold})
                    C[any(x[1]=='derived' for x in docs),any(x[2]=='noedge' for x in docs if x[1]=='derived')]+=1
print(n,C)
