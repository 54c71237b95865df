from lib import *
from collections import Counter
C=Counter()
for k in load_kits(KITS):
    r=whole(k); o={}
    for e in r['events']:
        for c in e['claims']: o.setdefault((c['doc'],e['id']),set()).add(c['origin'])
    par={}
    for e in r['edges']: par.setdefault(e['from'],[]).append((e['to'],e['kind']))
    for (d,ev),os_ in o.items():
        if d in par:
            ps=[(p,kd) for p,kd in par[d] if (p,ev) in o]
            if not ps: C[k.id[:2],'no counterpart']+=1; continue
            allp=set().union(*(o[p,ev] for p,_ in ps))
            kd=ps[0][1] if len(ps)==1 else 'many'
            C[kd,'same' if os_<=allp else 'other']+=1
for x in sorted(C): print(x,C[x])
